"""Document -> Tokens, sentences, passages; folding with a way back."""

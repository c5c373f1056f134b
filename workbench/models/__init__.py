"""The one home of torch, transformers and sentence-transformers."""

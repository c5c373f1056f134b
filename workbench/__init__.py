"""Attribution Workbench."""

"""The screens of the app: controls, one call, drawing."""

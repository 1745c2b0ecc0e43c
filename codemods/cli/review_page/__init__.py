"""`repoint review`: the review of `apply --interactive`, on a page in a browser."""

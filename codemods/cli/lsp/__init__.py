"""`repoint lsp`: a language server, by which any editor shows deprecated references and moves them."""

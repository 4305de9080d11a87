"""How clear readers find the pages: ratings that hold nothing about who gave them."""

"""The only room that knows MkDocs: hooks that hand over to `sportello.pages`, one build a language."""

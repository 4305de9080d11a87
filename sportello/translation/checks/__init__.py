"""What translators must not get wrong, beyond what a catalogue needs to be read: facts, names, agreed words."""

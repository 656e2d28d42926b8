"""Stories to points: which sentences to show, who else says the same, and where reports differ."""

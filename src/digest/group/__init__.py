"""Articles to stories: copies of one text into reports, reports of one event into stories."""

package dev.tidings.content.recommendation;

import dev.tidings.content.recommendation.bot.Model;

/** A model under the number of its version. */
record NumberedModel(long version, Model model) {}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

/// What people say when they are in distress, as patterns over folded words, one a line. Within a pattern a space goes
/// to the next word, and
///   a|b    either        word*  begins so        word~  or one slip away from it
///   ..     none to three words of any kind       $      the end of what was written
///   !a|b   and none of these comes next
namespace guichet::matching {

/// Said of oneself or of somebody: always heard.
struct DistressWords {
  std::string_view danger, violence, harassment;
};
[[nodiscard]] const DistressWords& plain_words();
/// Heard unless the sentence is about a thing that does not work or a step to be taken: "je n'en peux plus".
[[nodiscard]] const DistressWords& faint_words();
/// Names of subjects: heard unless they are what is studied, and nobody it happens to is named.
[[nodiscard]] const DistressWords& subject_words();

/// "word=instead of it": as typed in a hurry.
[[nodiscard]] std::string_view hurried_words();
/// Things, and steps to be taken, that people lose patience with.
[[nodiscard]] std::string_view thing_words();
/// What a subject is named for: a course, a thesis, a room.
[[nodiscard]] std::string_view study_words();
/// Those it happens to.
[[nodiscard]] std::string_view person_words();
/// What machines say and do in the same words: read first, and taken out.
[[nodiscard]] std::string_view harmless_words();

}  // namespace guichet::matching

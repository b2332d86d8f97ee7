// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "web/pages/visit.hpp"

#include <string>
#include <utility>
#include <vector>

namespace guichet::web::pages {

/// The HTTP status that goes with a failure.
[[nodiscard]] int status_of(domain::ErrorKind kind);

/// A failure as a page, or as a piece when htmx asked: what happened, that nothing was lost, what to do. Somebody
/// signed out who must sign in is led there, and back to where they wanted.
[[nodiscard]] server::Response show_error(Visit& visit, const domain::Error& error);
/// The page of a status that needs no more words: 404, 413.
[[nodiscard]] server::Response show_problem(Visit& visit, int status);
/// A form whose token is not right: the page was open for too long, or the form is not ours.
[[nodiscard]] server::Response show_expired(Visit& visit);

/// What a summary of errors is about: answers to be corrected, something that changed under its reader, something that
/// was not done, or a sign-in.
enum class ErrorsAbout { answers, changed, refused, sign_in };
/// The summary above a form: `has_errors` and `errors`, each with the element it is about ("" for none) and its text,
/// under the heading that goes with what they are about.
void add_errors(View& data, const std::vector<std::pair<std::string, std::string>>& errors,
                ErrorsAbout about = ErrorsAbout::answers);

}  // namespace guichet::web::pages

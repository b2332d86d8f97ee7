// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/catalogue.hpp"
#include "kernel/storage/requests.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace guichet::counter {

/// The questions of the free request: "words" (paragraph), "place", "files". Their labels are the portal's, not here.
[[nodiscard]] const domain::Form& free_form();

/// A form as it stands: which questions show, with what in them.
struct FormState {
  plugins::SnapshotPtr snapshot;
  const domain::Service* service = nullptr;            ///< null: the free request
  const domain::Form* form = nullptr;                  ///< the service's, `filled` or free_form(); never null
  std::shared_ptr<const domain::Form> filled;          ///< with choices that plugins listed; null when none do
  std::vector<std::string> without_options;            ///< ids to answer in words: the list could not be had
  std::vector<std::string> unchecked;                  ///< full ids of validators that did not answer
  std::string title;                                   ///< the need in the user's words
  domain::Answers answers = nlohmann::json::object();  ///< as read from what was typed; wrong ones as typed
  std::vector<std::string> shown;                      ///< field ids in order
  /// Of each table that shows, the columns that show in each row of its answer.
  std::map<std::string, std::vector<std::vector<std::string>>> rows;
  /// What was worked out for a question nobody answered, by id or "TABLE.ROW.COLUMN", taken away by them or not.
  nlohmann::json proposals = nlohmann::json::object();
  std::vector<std::string> prefilled;          ///< ids whose answer still is what the directory or the words say
  std::vector<storage::Attachment> uploads;    ///< named by file answers, this person's only
  std::vector<domain::FieldError> errors;      ///< empty unless it was checked
  domain::Instant draft_saved = 0;             ///< when the draft it was resumed from was kept; 0: none
  bool draft_waits = false;                    ///< it was not resumed: other words were typed since
  std::optional<domain::Person> on_behalf_of;  ///< whose request it will be, when an agent asks for somebody
  std::vector<domain::Person> people;          ///< persons named by answers or on behalf of whom it is
};

/// What came from a browser for a form. `typed` is in order; uploads were already taken by `upload`.
struct FormInput {
  std::string service;  ///< full id; empty: the free request
  std::string title;
  domain::Typed typed;
  std::string on_behalf_of;  ///< login; agents only; empty: for oneself
  std::string submission;    ///< random key made with the form: sent twice, it is there once
  std::string contact;       ///< signed out: how to reach them
  std::string address;       ///< of the browser; signed out: what is sent from it is limited
};

/// A fresh form: the person's draft if there is one (unless `fresh`, or it is of other words than `title`), else
/// prefilled from the directory and from the place that the words name. `title` from the box.
[[nodiscard]] domain::Result<FormState> open_form(const Counter& counter, const Asker& asker,
                                                  const std::string& service, const std::string& title,
                                                  bool fresh = false);
/// The same form after what was typed: nothing is checked, nothing is lost. Used while typing and to come back.
[[nodiscard]] domain::Result<FormState> retype_form(const Counter& counter, const Asker& asker, const FormInput& input);
/// What was typed, checked: `errors` is empty when it may be sent.
[[nodiscard]] domain::Result<FormState> check_form(const Counter& counter, const Asker& asker, const FormInput& input);

/// A service's form with answers that nobody typed, checked. No files.
[[nodiscard]] domain::Result<FormState> answered_form(const Counter& counter, const Asker& asker,
                                                      const std::string& service, const domain::Answers& answers);

/// Completes and checks a form whose snapshot, service, form, answers and owner (`on_behalf_of`) are set.
void check_state(const Counter& counter, const Asker& asker, FormState& state);

/// Keeps what was typed. Signed-in people only; at most 100 drafts each. Words of distress are not kept, and what was
/// kept of that form before is removed: see keeps_drafts_of.
domain::Result<domain::Done> save_draft(const Counter& counter, const Asker& asker, const FormInput& input);
/// Whether what was typed may be kept.
[[nodiscard]] bool keeps_drafts_of(const Counter& counter, const Asker& asker, const FormInput& input);
domain::Result<domain::Done> discard_draft(const Counter& counter, const Asker& asker, const std::string& service);
[[nodiscard]] std::vector<storage::Draft> drafts(const Counter& counter, const Asker& asker);

/// A file that a browser sent, already on disk at `path`. Type told from its content and checked against what the field
/// accepts; at most 25 MB, 20 waiting files a person. Its id goes into the answer of the field.
struct Upload {
  std::string path;
  std::string name;
};
[[nodiscard]] domain::Result<storage::Attachment> upload(const Counter& counter, const Asker& asker,
                                                         const std::string& service, const std::string& field,
                                                         const Upload& file);
/// Files to be joined to a message: any of the safe types.
[[nodiscard]] domain::Result<storage::Attachment> upload_for_message(const Counter& counter, const Asker& asker,
                                                                     domain::RequestId request, const Upload& file);

}  // namespace guichet::counter

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/move.hpp"
#include "kernel/identity/access.hpp"

namespace guichet::counter {

/// A request that may be moved, with its owner and the form it was made with.
struct Movable {
  domain::Request request;
  identity::Relation relation = identity::Relation::none;
  std::shared_ptr<const domain::Service> pinned;  ///< null: a free request
  std::optional<domain::Person> owner;            ///< nothing: somebody signed out
};
/// Error as for any change of a request by somebody who may steer it.
[[nodiscard]] domain::Result<Movable> find_movable(const Counter& counter, const Asker& asker, domain::RequestId id);

/// The form it was answered with.
[[nodiscard]] const domain::Form& form_before(const Movable& movable);

/// `state` has its snapshot, service and form. `kept`: answers that carry over; what no longer holds there is asked
/// again. Afterwards `shown` are the questions that must be asked, `errors` what is wrong, `answers` all that hold.
void plan_answers(const Counter& counter, const Asker& asker, const Movable& movable, domain::Answers kept,
                  const domain::Typed& typed, FormState& state);

/// A place that is asked again because it must be more precise begins with what was given, and with what the title says
/// within it: a room of that building. A table begins with the rows that were given. `kept`: as given to plan_answers.
/// For questions that are shown, not for a move.
void begin_with_what_is_known(const Counter& counter, const Movable& movable, const domain::Answers& kept,
                              const domain::Typed& typed, FormState& state);

/// The service that a request may be moved to, in a state of its own; not_found when its owner may not use it.
[[nodiscard]] domain::Result<FormState> state_of_service(const Counter& counter, const Movable& movable,
                                                         const std::string& service);

}  // namespace guichet::counter

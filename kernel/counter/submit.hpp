// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/form.hpp"
#include "kernel/domain/request.hpp"

#include <functional>

namespace guichet::counter {

struct Submitted {
  domain::Request request;
  std::string reference;
  bool already_there = false;  ///< the same form was sent before
};

/// Checks the answers, routes, plans the workflow, and writes the request, its event and its jobs in one transaction.
/// Error{invalid} carries a FieldError for each wrong answer ("" the whole, "title", "words", "on_behalf_of",
/// "contact"); too_many after 30 requests an account in an hour. Signed-out people may send public services and the
/// free request with a contact. A free request with words of distress is confidential, and goes to those who listen.
[[nodiscard]] domain::Result<Submitted> submit(const Counter& counter, const Asker& asker, const FormInput& input);

/// The request that would be written if this checked form were sent now; nothing is.
[[nodiscard]] domain::Request foreseen(const Counter& counter, const Asker& asker, const FormInput& input,
                                       const FormState& state);

/// Where a request with these answers goes and what is promised for it from `asker.now` on: service, campus, team and
/// why, urgency, confidentiality, commitments. `owner` may be null: somebody signed out.
void direct(const Counter& counter, const Asker& asker, const FormState& state, const domain::Person* owner,
            domain::Request& request);
/// What conditions of routes, urgency and workflow may read.
[[nodiscard]] nlohmann::json condition_data(const FormState& state, const domain::Person* owner);

/// A request of a service that the counter makes for somebody (a sub-request), checked like one they fill in
/// themselves.
struct PreparedRequest {
  FormState state;
  domain::Request request;  ///< drawn up and routed; not written
};
/// Error as for `submit`; file answers are never taken.
[[nodiscard]] domain::Result<PreparedRequest> prepare_request(const Counter& counter, const Asker& asker,
                                                              const std::string& service,
                                                              const domain::Answers& answers);
/// Within a write: the request with its event and jobs. Answers its id. `known` is called once it has one, before its
/// own workflow begins, which may open others: what bounds those must be written by then.
domain::RequestId write_prepared(const Counter& counter, storage::Connection& connection, PreparedRequest& prepared,
                                 domain::Instant now, const std::function<void(domain::RequestId)>& known = {});

}  // namespace guichet::counter

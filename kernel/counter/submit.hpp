// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/form.hpp"
#include "kernel/domain/request.hpp"

namespace guichet::counter {

struct Submitted {
  domain::Request request;
  std::string reference;
  bool already_there = false;  ///< the same form was sent before
};

/// Checks the answers, routes, plans the workflow, and writes the request, its event and its jobs in one transaction.
/// Error{invalid} carries a FieldError for each wrong answer ("" the whole, "title", "words", "on_behalf_of",
/// "contact"); too_many after 30 requests an account in an hour. Signed-out people may send public services and the
/// free request with a contact.
[[nodiscard]] domain::Result<Submitted> submit(const Counter& counter, const Asker& asker, const FormInput& input);

}  // namespace guichet::counter

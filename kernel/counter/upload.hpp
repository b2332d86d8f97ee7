// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/form.hpp"
#include "kernel/storage/requests.hpp"

namespace guichet::counter {

/// Whether this file is of a type and size that the question accepts, whichever question it was uploaded for.
[[nodiscard]] bool may_answer(const domain::Field& field, const storage::Attachment& upload);

}  // namespace guichet::counter

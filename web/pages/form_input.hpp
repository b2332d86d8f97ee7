// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/form.hpp"
#include "web/pages/visit.hpp"

#include <string>
#include <utility>
#include <vector>

namespace guichet::web::pages {

/// What a browser sent for the form of `service` ("" : the free request), files apart.
[[nodiscard]] counter::FormInput form_input(const Visit& visit, const std::string& service);

/// The answers that a browser sent for the questions of `form`, as typed; files apart.
[[nodiscard]] domain::Typed typed_answers(const Visit& visit, const domain::Form& form);

/// Takes the files that came with the form: their ids join what was typed. What is wrong with one is said of its field.
[[nodiscard]] std::vector<domain::FieldError> take_uploads(const Visit& visit, counter::FormInput& input);

/// A file that came with a form, written where the counter takes it from; removed when this dies unless it was taken.
class WaitingFile {
 public:
  WaitingFile(const server::UploadedFile& file, const std::string& folder);
  ~WaitingFile();
  WaitingFile(const WaitingFile&) = delete;
  WaitingFile& operator=(const WaitingFile&) = delete;
  /// Empty when it could not be written.
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace guichet::web::pages

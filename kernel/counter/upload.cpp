// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/upload.hpp"

#include "kernel/counter/facts.hpp"
#include "kernel/counter/form.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/identity/access.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;

constexpr std::int64_t most_waiting = 20;

struct AcceptedType {
  std::string_view media_type;
  std::string_view family;  ///< what `accept` names
};
/// What may be kept at all. Served as a download with a sandboxed policy, whatever it is.
constexpr std::array accepted_types{
    AcceptedType{"application/pdf", "pdf"},
    AcceptedType{"image/png", "image"},
    AcceptedType{"image/jpeg", "image"},
    AcceptedType{"image/gif", "image"},
    AcceptedType{"image/webp", "image"},
    AcceptedType{"image/heic", "image"},
    AcceptedType{"text/plain", "text"},
    AcceptedType{"text/csv", "text"},
    AcceptedType{"text/calendar", "text"},
    AcceptedType{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "document"},
    AcceptedType{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "spreadsheet"},
    AcceptedType{"application/vnd.openxmlformats-officedocument.presentationml.presentation", "document"},
    AcceptedType{"application/vnd.oasis.opendocument.text", "document"},
    AcceptedType{"application/vnd.oasis.opendocument.spreadsheet", "spreadsheet"},
    AcceptedType{"application/vnd.oasis.opendocument.presentation", "document"},
    AcceptedType{"application/zip", "archive"},
};

bool accepts(const std::vector<std::string>& accept, const std::string& media_type) {
  return std::any_of(accepted_types.begin(), accepted_types.end(), [&](const AcceptedType& type) {
    if (type.media_type != media_type) return false;
    if (accept.empty()) return true;
    return std::any_of(accept.begin(), accept.end(), [&](const std::string& wanted) {
      return wanted == type.family || wanted == type.media_type || (wanted == "csv" && media_type == "text/csv") ||
             (wanted == "text" && media_type == "text/csv");
    });
  });
}

Error refused(const std::string& field, const char* message, nlohmann::json parameters = nlohmann::json::object()) {
  return {ErrorKind::invalid, message, parameters, {{field, message, parameters}}, ""};
}

Error too_many_waiting() {
  return {ErrorKind::too_many, "error.file.too-many", {{"max", most_waiting}}, {}, ""};
}

/// Checks the file, takes it into the store, and writes its row. `attachment` brings what is known of it.
domain::Result<storage::Attachment> keep(const Counter& counter, const Asker& asker, const Upload& file,
                                         const std::vector<std::string>& accept, std::int64_t max_size,
                                         storage::Attachment attachment) {
  std::error_code failure;
  const auto size = std::filesystem::file_size(file.path, failure);
  if (failure) return Error{ErrorKind::internal, "error.file.lost", {}, {}, failure.message()};
  if (size == 0) return refused(attachment.field, "error.file.empty");
  if (static_cast<std::int64_t>(size) > max_size) {
    return refused(attachment.field, "error.file.too-big", {{"megabytes", max_size / 1'000'000}});
  }
  attachment.media_type = storage::media_type_of(file.path);
  if (!accepts(accept, attachment.media_type)) {
    const domain::FieldError wrong = wrong_type(attachment.field, accept, file.name);
    return Error{ErrorKind::invalid, wrong.message, wrong.parameters, {wrong}, ""};
  }
  if (file.name.empty() || file.name.size() > 255 || !is_text(file.name)) {
    return refused(attachment.field, "error.file.name");
  }
  {
    storage::Reader reader = counter.database.read();
    if (storage::Requests(reader).waiting_uploads(asker.id()) >= most_waiting) {
      return too_many_waiting();
    }
  }
  const auto taken = counter.files.take(file.path);
  if (!taken) return taken.error();
  attachment.sha256 = *taken;
  attachment.size = static_cast<std::int64_t>(size);
  attachment.name = file.name;
  attachment.uploaded_by = asker.id();
  attachment.created = asker.now;
  return counter.database.write([&](storage::Connection& connection) -> domain::Result<storage::Attachment> {
    storage::Requests requests(connection);
    // Counted again where nothing comes between: many uploads at once do not pass together.
    if (requests.waiting_uploads(asker.id()) >= most_waiting) return too_many_waiting();
    attachment.id = requests.insert_attachment(attachment);
    return attachment;
  });
}

}  // namespace

bool is_kept_type(const std::string& media_type) {
  return accepts({}, media_type);
}

std::int64_t largest_for(const domain::Field& field) {
  return field.max_size > 0 ? std::min(largest_upload, field.max_size) : largest_upload;
}

domain::FieldError wrong_type(const std::string& field, const std::vector<std::string>& accept,
                              const std::string& file) {
  static const std::vector<std::string> all = {"pdf", "image", "text", "document", "spreadsheet", "archive"};
  nlohmann::json accepted = nlohmann::json::array();
  for (const std::string& kind : accept.empty() ? all : accept) {
    const bool is_media_type = kind.find('/') != std::string::npos;
    accepted.push_back(is_media_type ? nlohmann::json(kind) : nlohmann::json{{"key", "error.file.kind." + kind}});
  }
  return {field, "error.file.type", {{"name", is_text(file) ? file : ""}, {"accepted", std::move(accepted)}}};
}

bool may_answer(const domain::Field& field, const storage::Attachment& upload) {
  return accepts(field.accept, upload.media_type) && upload.size <= largest_for(field);
}

domain::Result<storage::Attachment> upload(const Counter& counter, const Asker& asker, const std::string& service,
                                           const std::string& field, const Upload& file) {
  if (asker.viewer == nullptr) return Error{ErrorKind::forbidden, "error.sign-in.needed", {}, {}, ""};
  plugins::SnapshotPtr snapshot;
  const domain::Form* form = &free_form();
  if (!service.empty()) {
    auto view = counter::service(counter, asker, service);
    if (!view) return view.error();
    snapshot = view->snapshot;
    form = &view->service->form;
  }
  const domain::Field* asked = form->find(field);
  if (asked == nullptr || asked->type != domain::FieldType::file) {
    return Error{ErrorKind::invalid, "error.file.no-such-field", {}, {}, ""};
  }
  storage::Attachment attachment;
  attachment.field = field;
  return keep(counter, asker, file, asked->accept, largest_for(*asked), std::move(attachment));
}

domain::Result<storage::Attachment> upload_for_message(const Counter& counter, const Asker& asker,
                                                       domain::RequestId request, const Upload& file) {
  if (asker.viewer == nullptr) return Error{ErrorKind::forbidden, "error.sign-in.needed", {}, {}, ""};
  {
    // Nobody fills the store by way of a request that is not theirs; it is checked again when the message is sent.
    storage::Reader reader = counter.database.read();
    storage::Requests requests(reader);
    const auto found = requests.find(request);
    if (!found) return no_such_request();
    const auto relation = relation_to(asker.viewer, *found, requests.participants(request));
    if (!identity::may_write(relation, *found)) return no_such_request();
  }
  return keep(counter, asker, file, {}, largest_upload, {});
}

}  // namespace guichet::counter

// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/form_input.hpp"

#include "kernel/domain/form_standing.hpp"
#include "web/pages/form_rows.hpp"
#include "web/pages/question_view.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace guichet::web::pages {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 19 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// A place comes as a building and, perhaps, a room of the building that was chosen before: what fits together counts.
void settle_place(const std::string& id, domain::Typed& typed) {
  std::string chosen;
  bool first = true;
  for (auto entry = typed.begin(); entry != typed.end();) {
    if (entry->first != id) {
      ++entry;
      continue;
    }
    if (first) chosen = entry->second;
    if (!first && !chosen.empty() && entry->second.compare(0, chosen.size() + 1, chosen + "/") == 0) {
      chosen = entry->second;
    }
    first = false;
    entry = typed.erase(entry);
  }
  if (!chosen.empty()) typed.emplace_back(id, chosen);
}

bool write_all(int descriptor, const char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t written = ::write(descriptor, bytes, count);
    if (written <= 0) return false;
    bytes += written;
    count -= static_cast<std::size_t>(written);
  }
  return true;
}

}  // namespace

domain::Typed typed_answers(const Visit& visit, const domain::Form& form) {
  domain::Typed typed;
  for (const auto& [name, value] : visit.request().form) {
    if (name.compare(0, answer_prefix.size(), answer_prefix) != 0) continue;
    typed.emplace_back(name.substr(answer_prefix.size()), value);
  }
  const server::Fields& sent = visit.request().form;
  settle_rows(form, sent.value("ajouter"), sent.value("retirer"), typed);
  for (const domain::Field& field : form.fields) {
    if (field.type == domain::FieldType::place) settle_place(field.id, typed);
    for (const domain::Field& column : field.columns) {
      if (column.type != domain::FieldType::place) continue;
      for (std::size_t row = 0; row < domain::most_rows; ++row) {
        settle_place(field.id + "." + std::to_string(row) + "." + column.id, typed);
      }
    }
    if (field.type != domain::FieldType::file) continue;
    // A browser that cannot send the file itself sends its name: that is no answer.
    std::erase_if(typed, [&](const auto& entry) { return entry.first == field.id && !is_number(entry.second); });
  }
  return typed;
}

counter::FormInput form_input(const Visit& visit, const std::string& service) {
  const server::Fields& form = visit.request().form;
  counter::FormInput input;
  input.service = service;
  input.title = form.value("titre");
  input.on_behalf_of = form.value("pour");
  input.submission = form.value("cle");
  input.contact = form.value("contact");
  input.address = visit.request().remote_address;
  const plugins::SnapshotPtr snapshot = visit.counter().registry.current();
  const domain::Service* known = service.empty() ? nullptr : snapshot->service(service);
  input.typed = typed_answers(visit, known != nullptr ? known->form : counter::free_form());
  return input;
}

std::vector<domain::FieldError> take_uploads(const Visit& visit, counter::FormInput& input) {
  std::vector<domain::FieldError> errors;
  for (const server::UploadedFile& file : visit.request().files) {
    if (file.size == 0 && file.name.empty()) continue;
    if (file.field.compare(0, answer_prefix.size(), answer_prefix) != 0) continue;
    const std::string field = file.field.substr(answer_prefix.size());
    const WaitingFile waiting(file, visit.tools().options.temporary_folder);
    if (waiting.path().empty()) {
      errors.push_back({field, "error.files"});
      continue;
    }
    const auto kept =
        counter::upload(visit.counter(), visit.asker(), input.service, field, {waiting.path(), file.name});
    if (kept) {
      input.typed.emplace_back(field, std::to_string(kept->id));
    } else {
      errors.push_back({field, kept.error().message, kept.error().parameters});
    }
  }
  return errors;
}

WaitingFile::WaitingFile(const server::UploadedFile& file, const std::string& folder) {
  std::string path = folder + "/guichet-upload-XXXXXX";
  const server::FileDescriptor descriptor(::mkostemp(path.data(), O_CLOEXEC));
  if (!descriptor.open()) return;
  std::array<char, 65536> block{};
  for (std::uint64_t at = 0; at < file.size;) {
    const std::size_t count = file.read(at, block);
    if (count == 0 || !write_all(descriptor.get(), block.data(), count)) {
      ::unlink(path.c_str());
      return;
    }
    at += count;
  }
  path_ = std::move(path);
}

WaitingFile::~WaitingFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

}  // namespace guichet::web::pages

// SPDX-License-Identifier: GPL-3.0-or-later
// Files of the request, read and written by plugins through descriptors.
#include "kernel/counter/plugin_files.hpp"

#include "kernel/counter/incoming_file.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/plugin_port.hpp"
#include "kernel/counter/upload.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/requests.hpp"

#include <fcntl.h>

#include <algorithm>
#include <charconv>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;
using plugins::OpenedFile;

constexpr std::size_t longest_name = 255;  // bytes
constexpr std::chrono::milliseconds until_closed{1000};
constexpr std::string_view extension = "guichet.files/0";

Error no_such_file() {
  return plugin_refused(ErrorKind::not_found, "error.file.unknown");
}

domain::Result<OpenedFile> open_attachment(const Counter& counter, storage::Connection& connection,
                                           const domain::Request& request, const std::string& id_text) {
  std::int64_t id = 0;
  const auto read = std::from_chars(id_text.data(), id_text.data() + id_text.size(), id);
  if (read.ec != std::errc{} || read.ptr != id_text.data() + id_text.size()) return no_such_file();
  const auto file = storage::Requests(connection).attachment(id);
  // Files of internal notes are for the team's eyes.
  if (!file || file->request != request.id || file->internal) return no_such_file();
  OpenedFile opened;
  opened.descriptor =
      plugins::Descriptor(::open(counter.files.path_of(file->sha256).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!opened.descriptor) return Error{ErrorKind::internal, "error.file.lost", {}, {}, file->sha256};
  opened.facts = {{"name", file->name}, {"type", file->media_type}, {"size", file->size}};
  return opened;
}

domain::Result<OpenedFile> open_new(const Counter& counter, const std::string& name) {
  const bool control =
      std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; });
  if (name.empty() || name.size() > longest_name || !is_text(name) || control || name.find('/') != std::string::npos) {
    return plugin_refused(ErrorKind::invalid, "error.file.name");
  }
  auto incoming = IncomingFile::open(counter.data_folder, largest_upload);
  if (!incoming) return incoming.error();
  OpenedFile opened;
  opened.descriptor = (*incoming)->take_writing_end();
  opened.facts = nlohmann::json::object();
  opened.kept = std::shared_ptr<IncomingFile>(std::move(*incoming));
  return opened;
}

}  // namespace

domain::Result<OpenedFile> open_plugin_file(const Counter& counter, const std::string& plugin,
                                            const plugins::PluginCall& call, const plugins::HostRequest& asked) {
  try {
    storage::Reader reader = counter.database.read();
    const auto request = request_of_call(reader, call);
    if (!request || !may_know(plugin, call, *request)) {
      return plugin_refused(ErrorKind::not_found, "error.request.unknown");
    }
    if (asked.function == "add") return open_new(counter, string_in(asked.payload, "name"));
    return open_attachment(counter, reader, *request, string_in(asked.payload, "attachment"));
  } catch (const std::exception& failure) {
    return Error{ErrorKind::unavailable, "error.database", {}, {}, failure.what()};
  }
}

std::optional<Error> store_written_files(const Counter& counter, std::vector<plugins::HostRequest>& effects) {
  for (auto& effect : effects) {
    if (effect.extension != extension) continue;
    if (effect.kept == nullptr) return no_such_file();
    const auto stored = std::static_pointer_cast<IncomingFile>(effect.kept)->store(counter.files, until_closed);
    if (!stored) return stored.error();
    // Ours now: whatever else the plugin said is dropped.
    effect.payload = {{"name", string_in(effect.payload, "name")},
                      {"sha256", stored->sha256},
                      {"type", stored->media_type},
                      {"size", stored->size}};
  }
  return std::nullopt;
}

std::optional<Error> carry_out_files(const Committing& committing, const plugins::HostRequest& asked) {
  if (asked.kept == nullptr) return no_such_file();
  storage::Requests requests(committing.connection);
  storage::Message message;
  message.request = committing.request->id;
  message.plugin = committing.plugin;
  message.kind = storage::MessageKind::to_all;
  message.body = string_in(asked.payload, "name");
  message.created = committing.now;
  storage::Attachment file;
  file.request = message.request;
  file.message = requests.insert_message(message);
  file.name = message.body;
  file.media_type = string_in(asked.payload, "type");
  file.size = asked.payload.value("size", std::int64_t{0});
  file.sha256 = string_in(asked.payload, "sha256");
  file.created = committing.now;
  requests.insert_attachment(file);
  storage::Events(committing.connection)
      .append({0, committing.now, "message.added", file.request, 0, {{"message", file.message}, {"internal", false}}});
  return std::nullopt;
}

}  // namespace guichet::counter

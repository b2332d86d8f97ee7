// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <guichet/ext/draft/connect.h>
#include <guichet/ext/draft/directory-modify.h>
#include <guichet/ext/draft/files.h>
#include <guichet/ext/draft/mail.h>
#include <guichet/ext/draft/people.h>
#include <guichet/ext/draft/requests-open.h>
#include <guichet/ext/draft/schedule.h>
#include <guichet/ext/draft/secrets.h>
#include <guichet/ext/draft/storage.h>
#include <guichet/sdk/testing/detail/fake_counter.hpp>

#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

/// The drafts of the contract, as a FakeCounter answers them.
namespace guichet::sdk::testing::detail {

inline std::int32_t get_secret(const guichet_host* host, guichet_str name, const guichet_sink* sink) {
  const FakeCounter& counter = FakeCounter::of(host);
  return counter.read(GUICHET_EXT_SECRETS, "get", counter.secrets, name, sink);
}
inline std::int32_t find_person(const guichet_call* call, guichet_str who, const guichet_sink* sink) {
  const FakeCounter& counter = FakeCounter::of(call);
  return counter.read(GUICHET_EXT_PEOPLE, "find", counter.people, who, sink);
}
inline std::int32_t unlock(const guichet_call* call, guichet_str account, const guichet_sink* sink) {
  return FakeCounter::of(call).hold(GUICHET_EXT_DIRECTORY_MODIFY, "unlock", {{"account", view(account)}}, sink);
}

/// A file in memory with this content, to be read from its beginning; -1 when the system refuses.
inline int memory_file(std::string_view content) {
  const int file = memfd_create("fake", MFD_CLOEXEC);
  if (file < 0) return -1;
  if (write(file, content.data(), content.size()) != static_cast<ssize_t>(content.size())) {
    close(file);
    return -1;
  }
  lseek(file, 0, SEEK_SET);
  return file;
}

/// The other end says what the test gave, then hangs up; what the plugin writes is lost.
inline std::int32_t connect_to(const guichet_call* call, guichet_str host, std::uint32_t port, std::int32_t* descriptor,
                               const guichet_sink* sink) {
  *descriptor = -1;
  const FakeCounter& counter = FakeCounter::of(call);
  if (const std::int32_t code = counter.may(GUICHET_EXT_CONNECT, "open", sink); code != GUICHET_OK) return code;
  const auto found = counter.connections.find(std::string(view(host)) + ":" + std::to_string(port));
  if (found == counter.connections.end()) return GUICHET_E_FORBIDDEN;
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return GUICHET_E_INTERNAL;
  const std::string& said = found->second;
  const bool sent = send(ends[1], said.data(), said.size(), MSG_DONTWAIT) == static_cast<ssize_t>(said.size());
  shutdown(ends[1], SHUT_WR);
  close(ends[1]);
  *descriptor = ends[0];
  return sent ? GUICHET_OK : GUICHET_E_LIMIT;
}

inline std::int32_t send_mail(const guichet_call* call, guichet_str name, guichet_json message,
                              const guichet_sink* sink) {
  return FakeCounter::of(call).hold(GUICHET_EXT_MAIL, "send", {{"name", view(name)}, {"message", json(message)}}, sink);
}

inline std::int32_t get_kept(const guichet_call* call, guichet_str key, const guichet_sink* sink) {
  const FakeCounter& counter = FakeCounter::of(call);
  if (const std::int32_t code = counter.may(GUICHET_EXT_STORAGE, "get", sink); code != GUICHET_OK) return code;
  const auto found = counter.storage.find(view(key));
  if (found == counter.storage.end()) return GUICHET_E_NOT_FOUND;
  return FakeCounter::write(sink, {{"value", found->second.value}, {"revision", found->second.revision}});
}
inline bool is_revision(const FakeCounter& counter, guichet_str key, std::uint64_t revision) {
  const auto found = counter.storage.find(view(key));
  return (found == counter.storage.end() ? 0 : found->second.revision) == revision;
}
inline std::int32_t put_kept(const guichet_call* call, guichet_str key, std::uint64_t revision, guichet_json value) {
  FakeCounter& counter = FakeCounter::of(call);
  if (!is_revision(counter, key, revision)) return GUICHET_E_CONFLICT;
  return counter.hold(GUICHET_EXT_STORAGE, "put", {{"key", view(key)}, {"revision", revision}, {"value", json(value)}});
}
inline std::int32_t remove_kept(const guichet_call* call, guichet_str key, std::uint64_t revision) {
  FakeCounter& counter = FakeCounter::of(call);
  if (counter.storage.find(view(key)) == counter.storage.end()) return GUICHET_E_NOT_FOUND;
  if (!is_revision(counter, key, revision)) return GUICHET_E_CONFLICT;
  return counter.hold(GUICHET_EXT_STORAGE, "remove", {{"key", view(key)}, {"revision", revision}});
}
inline std::int32_t list_kept(const guichet_call* call, guichet_str prefix, guichet_json page,
                              const guichet_sink* sink) {
  const FakeCounter& counter = FakeCounter::of(call);
  const nlohmann::json asked = json(page);
  const std::string after = asked.is_object() ? asked.value("after", "") : "";
  const std::size_t limit = asked.is_object() ? asked.value("limit", std::size_t{100}) : 100;
  nlohmann::json keys = nlohmann::json::array();
  nlohmann::json answer = nlohmann::json::object();
  for (const auto& [key, kept] : counter.storage) {
    if (key.compare(0, prefix.len, view(prefix)) != 0 || (!after.empty() && key <= after)) continue;
    if (keys.size() == limit) {
      answer["next"] = keys.back()["key"];
      break;
    }
    keys.push_back({{"key", key}, {"revision", kept.revision}});
  }
  answer["keys"] = std::move(keys);
  return FakeCounter::write(sink, answer);
}

inline std::int32_t run_at(const guichet_call* call, guichet_str name, std::int64_t when, guichet_json input,
                           const guichet_sink* sink) {
  return FakeCounter::of(call).hold(GUICHET_EXT_SCHEDULE, "at",
                                    {{"name", view(name)}, {"when", when}, {"input", json(input)}}, sink);
}

inline std::int32_t open_file(const guichet_call* call, guichet_str attachment, std::int32_t* descriptor,
                              const guichet_sink* sink) {
  *descriptor = -1;
  const FakeCounter& counter = FakeCounter::of(call);
  if (const std::int32_t code = counter.may(GUICHET_EXT_FILES, "open", sink); code != GUICHET_OK) return code;
  const auto found = counter.files.find(view(attachment));
  if (found == counter.files.end()) return GUICHET_E_NOT_FOUND;
  *descriptor = memory_file(found->second.content);
  return *descriptor < 0 ? GUICHET_E_INTERNAL : FakeCounter::write(sink, found->second.facts);
}
inline std::int32_t add_file(const guichet_call* call, guichet_str name, std::int32_t* descriptor,
                             const guichet_sink* sink) {
  *descriptor = -1;
  FakeCounter& counter = FakeCounter::of(call);
  const std::int32_t code = counter.hold(GUICHET_EXT_FILES, "add", {{"name", view(name)}}, sink);
  if (code != GUICHET_OK) return code;
  *descriptor = memory_file({});
  const int mine = *descriptor < 0 ? -1 : dup(*descriptor);
  if (mine < 0) return GUICHET_E_INTERNAL;
  counter.added.emplace_back(counter.run.effects.size() - 1, mine);
  return GUICHET_OK;
}

inline std::int32_t open_request(const guichet_call* call, guichet_str service, guichet_json request,
                                 const guichet_sink* sink) {
  return FakeCounter::of(call).hold(GUICHET_EXT_REQUESTS_OPEN, "open",
                                    {{"service", view(service)}, {"request", json(request)}}, sink);
}

/// At the end of a call: what was written to the files it added stands beside their names, as "content".
inline void take_added_files(FakeCounter& counter) {
  for (const auto& [effect, file] : counter.added) {
    lseek(file, 0, SEEK_SET);
    std::string content;
    std::array<char, 4096> bytes;
    for (ssize_t count = 0; (count = ::read(file, bytes.data(), bytes.size())) > 0;)
      content.append(bytes.data(), static_cast<std::size_t>(count));
    close(file);
    if (effect < counter.run.effects.size()) counter.run.effects[effect].payload["content"] = content;
  }
  counter.added.clear();
}

/// After a call that held: what it kept or removed, so that the next call reads it.
inline void commit_storage(FakeCounter& counter) {
  for (const FakeEffect& effect : counter.run.effects) {
    if (effect.extension != GUICHET_EXT_STORAGE) continue;
    const std::string key = effect.payload["key"].get<std::string>();
    if (effect.function == "remove") {
      counter.storage.erase(key);
    } else {
      counter.storage[key] = {effect.payload["value"], effect.payload["revision"].get<std::uint64_t>() + 1};
    }
  }
}

inline const void* fake_draft_table(std::string_view id) {
  static constexpr guichet_host_secrets secrets = {sizeof(guichet_host_secrets), 0, get_secret};
  static constexpr guichet_host_people people = {sizeof(guichet_host_people), 0, find_person};
  static constexpr guichet_host_directory_modify directory = {sizeof(guichet_host_directory_modify), 0, unlock};
  static constexpr guichet_host_connect connections = {sizeof(guichet_host_connect), 0, connect_to};
  static constexpr guichet_host_mail mail = {sizeof(guichet_host_mail), 0, send_mail};
  static constexpr guichet_host_storage storage = {
      sizeof(guichet_host_storage), 0, get_kept, put_kept, remove_kept, list_kept};
  static constexpr guichet_host_schedule schedule = {sizeof(guichet_host_schedule), 0, run_at};
  static constexpr guichet_host_files files = {sizeof(guichet_host_files), 0, open_file, add_file};
  static constexpr guichet_host_requests_open requests = {sizeof(guichet_host_requests_open), 0, open_request};
  static constexpr std::pair<std::string_view, const void*> tables[] = {
      {GUICHET_EXT_SECRETS, &secrets},     {GUICHET_EXT_PEOPLE, &people}, {GUICHET_EXT_DIRECTORY_MODIFY, &directory},
      {GUICHET_EXT_CONNECT, &connections}, {GUICHET_EXT_MAIL, &mail},     {GUICHET_EXT_STORAGE, &storage},
      {GUICHET_EXT_SCHEDULE, &schedule},   {GUICHET_EXT_FILES, &files},   {GUICHET_EXT_REQUESTS_OPEN, &requests},
  };
  for (const auto& [name, table] : tables) {
    if (name == id) return table;
  }
  return nullptr;
}

}  // namespace guichet::sdk::testing::detail

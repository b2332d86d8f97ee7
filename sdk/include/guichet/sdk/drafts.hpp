// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the counter offers beyond the frozen contract. These may change with any release of the counter: a plugin that
/// uses one may have to be built again (docs/plugin-compatibility.md). An answer of GUICHET_E_UNSUPPORTED says that
/// this counter does not offer it.

#include <guichet/ext/draft/connect.h>
#include <guichet/ext/draft/directory-modify.h>
#include <guichet/ext/draft/files.h>
#include <guichet/ext/draft/mail.h>
#include <guichet/ext/draft/people.h>
#include <guichet/ext/draft/requests-open.h>
#include <guichet/ext/draft/schedule.h>
#include <guichet/ext/draft/secrets.h>
#include <guichet/ext/draft/storage.h>
#include <guichet/plugin.h>
#include <guichet/sdk/descriptor.hpp>
#include <guichet/sdk/detail/text_border.hpp>

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace guichet::sdk {

/// Secret settings. Never log one, never keep one. Capability: secrets.
class Secrets {
 public:
  explicit Secrets(const guichet_host* host) : host_(host) {}
  [[nodiscard]] Answer get(std::string_view name) const {
    const auto* const table = detail::table<guichet_host_secrets>(host_, GUICHET_EXT_SECRETS);
    if (!table) return {};
    return detail::collect([&](const guichet_sink* sink) { return table->get(host_, detail::to_str(name), sink); });
  }

 private:
  const guichet_host* host_;
};

/// A part of the counter that is asked on behalf of one call.
template <typename Table>
class CallPart {
 public:
  CallPart(const guichet_host* host, const guichet_call* call, const char* id)
      : call_(call), table_(detail::table<Table>(host, id)) {}

 protected:
  /// What `ask` is answered with the sink it is given.
  template <typename Ask>
  [[nodiscard]] Answer asked(Ask ask) const {
    return table_ && call_ ? detail::collect(ask) : Answer{};
  }
  const guichet_call* call_;
  const Table* table_;
};

/// Those who take part in the request of this call. Capability: people.
class People : private CallPart<guichet_host_people> {
 public:
  People(const guichet_host* host, const guichet_call* call) : CallPart(host, call, GUICHET_EXT_PEOPLE) {}

  /// "requester", "beneficiary", "assignee" or a login.
  [[nodiscard]] Answer find(std::string_view who) const {
    return asked([&](const guichet_sink* sink) { return table_->find(call_, detail::to_str(who), sink); });
  }
};

/// Changes in the university's directory, which take effect with the outcome. Capability: directory.modify.
class Directory : private CallPart<guichet_host_directory_modify> {
 public:
  Directory(const guichet_host* host, const guichet_call* call) : CallPart(host, call, GUICHET_EXT_DIRECTORY_MODIFY) {}
  Answer unlock(std::string_view account) const {
    return asked([&](const guichet_sink* sink) { return table_->unlock(call_, detail::to_str(account), sink); });
  }
};

/// What was opened, or why it was not.
struct Opened {
  Answer answer;
  Descriptor descriptor;
  explicit operator bool() const { return static_cast<bool>(answer); }
};

/// Connections to hosts of the manifest's `connect`. Capability: connect.
class Connections : private CallPart<guichet_host_connect> {
 public:
  Connections(const guichet_host* host, const guichet_call* call) : CallPart(host, call, GUICHET_EXT_CONNECT) {}

  /// A connected TCP socket; encryption is yours.
  [[nodiscard]] Opened open(std::string_view host, std::uint32_t port) const {
    std::int32_t descriptor = -1;
    Answer answer = asked(
        [&](const guichet_sink* sink) { return table_->open(call_, detail::to_str(host), port, &descriptor, sink); });
    return {std::move(answer), Descriptor(descriptor)};
  }
};

/// Messages in the words of the manifest's `mail-templates`, sent with the outcome. Capability: mail.
class Mail : private CallPart<guichet_host_mail> {
 public:
  Mail(const guichet_host* host, const guichet_call* call) : CallPart(host, call, GUICHET_EXT_MAIL) {}

  /// `to`: "requester", "beneficiary", "assignee" or a login. `values`: texts by the template's variables.
  Answer send(std::string_view name, std::string_view to,
              const nlohmann::json& values = nlohmann::json::object()) const {
    const std::string text = detail::dump({{"to", to}, {"values", values}});
    return asked([&](const guichet_sink* sink) {
      return table_->send(call_, detail::to_str(name), detail::to_json_text(text), sink);
    });
  }
};

/// Small values kept from call to call; changes take effect with the outcome. Capability: storage.
class Storage : private CallPart<guichet_host_storage> {
 public:
  Storage(const guichet_host* host, const guichet_call* call) : CallPart(host, call, GUICHET_EXT_STORAGE) {}

  /// {"value": ..., "revision": 3}; GUICHET_E_NOT_FOUND when nothing is kept there.
  [[nodiscard]] Answer get(std::string_view key) const {
    return asked([&](const guichet_sink* sink) { return table_->get(call_, detail::to_str(key), sink); });
  }
  /// Replaces the value of this revision; revision 0: where nothing is kept yet. GUICHET_E_CONFLICT: it changed.
  Answer put(std::string_view key, std::uint64_t revision, const nlohmann::json& value) const {
    const std::string text = detail::dump(value);
    return asked([&](const guichet_sink*) {
      return table_->put(call_, detail::to_str(key), revision, detail::to_json_text(text));
    });
  }
  Answer remove(std::string_view key, std::uint64_t revision) const {
    return asked([&](const guichet_sink*) { return table_->remove(call_, detail::to_str(key), revision); });
  }
  /// {"keys": [{"key", "revision"}], "next": "..."}; pass next as `after` for the page that follows.
  [[nodiscard]] Answer list(std::string_view prefix, std::string_view after = {}, int limit = 100) const {
    nlohmann::json page = {{"limit", limit}};
    if (!after.empty()) page["after"] = after;
    const std::string text = detail::dump(page);
    return asked([&](const guichet_sink* sink) {
      return table_->list(call_, detail::to_str(prefix), detail::to_json_text(text), sink);
    });
  }
};

/// Running the manifest's `schedules` once, at a time. Capability: schedule.
class Schedules : private CallPart<guichet_host_schedule> {
 public:
  Schedules(const guichet_host* host, const guichet_call* call) : CallPart(host, call, GUICHET_EXT_SCHEDULE) {}
  Answer at(std::string_view name, std::chrono::system_clock::time_point when,
            const nlohmann::json& input = nlohmann::json::object()) const {
    const auto since_1970 = std::chrono::duration_cast<std::chrono::milliseconds>(when.time_since_epoch());
    const std::string text = detail::dump(input);
    return asked([&](const guichet_sink* sink) {
      return table_->at(call_, detail::to_str(name), since_1970.count(), detail::to_json_text(text), sink);
    });
  }
};

/// Files of the request this call works for. Capability: files.
class Files : private CallPart<guichet_host_files> {
 public:
  Files(const guichet_host* host, const guichet_call* call) : CallPart(host, call, GUICHET_EXT_FILES) {}

  /// To read an attachment; the answer's value is {"name", "type", "size"}.
  [[nodiscard]] Opened open(std::string_view attachment) const {
    std::int32_t descriptor = -1;
    Answer answer = asked(
        [&](const guichet_sink* sink) { return table_->open(call_, detail::to_str(attachment), &descriptor, sink); });
    return {std::move(answer), Descriptor(descriptor)};
  }
  /// To write a new attachment into, from beginning to end; close it before the call ends.
  [[nodiscard]] Opened add(std::string_view name) const {
    std::int32_t descriptor = -1;
    Answer answer =
        asked([&](const guichet_sink* sink) { return table_->add(call_, detail::to_str(name), &descriptor, sink); });
    return {std::move(answer), Descriptor(descriptor)};
  }
};

/// Sub-requests of other services, opened with the outcome. Capability: requests.
class SubRequests : private CallPart<guichet_host_requests_open> {
 public:
  SubRequests(const guichet_host* host, const guichet_call* call) : CallPart(host, call, GUICHET_EXT_REQUESTS_OPEN) {}
  Answer open(std::string_view service, const nlohmann::json& answers) const {
    const std::string text = detail::dump({{"answers", answers}});
    return asked([&](const guichet_sink* sink) {
      return table_->open(call_, detail::to_str(service), detail::to_json_text(text), sink);
    });
  }
};

}  // namespace guichet::sdk

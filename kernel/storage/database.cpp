// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/database.hpp"

#include "kernel/storage/migrations.hpp"
#include "kernel/storage/writer.hpp"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <vector>

namespace guichet::storage {
namespace {

// As many as pages are made at once on the machines we aim at; each costs memory.
constexpr std::size_t most_readers = 8;

// Read connections, the last one given back lent first: its caches are warm.
class Pool {
 public:
  explicit Pool(const Backend& backend) : backend_(backend) {}

  std::unique_ptr<Handle> lend() {
    std::unique_ptr<Handle> handle;
    {
      std::unique_lock lock(mutex_);
      given_back_.wait(lock, [this] { return !idle_.empty() || lent_ < most_readers; });
      ++lent_;
      if (!idle_.empty()) {
        handle = std::move(idle_.back());
        idle_.pop_back();
      }
    }
    try {
      return begun(std::move(handle));
    } catch (...) {
      release(nullptr);
      throw;
    }
  }

  void give_back(std::unique_ptr<Handle> handle) {
    try {
      handle->commit();
    } catch (const std::exception& failure) {
      spdlog::warn("storage: a read connection was lost: {}", failure.what());
      handle.reset();
    }
    release(std::move(handle));
  }

 private:
  std::unique_ptr<Handle> begun(std::unique_ptr<Handle> handle) {
    if (handle != nullptr) {
      try {
        handle->begin();
        return handle;
      } catch (const soci::soci_error&) {
        handle.reset();  // lost while it was idle: a new one
      }
    }
    handle = std::make_unique<Handle>(backend_, Role::reader);
    handle->begin();
    return handle;
  }

  void release(std::unique_ptr<Handle> handle) {
    {
      const std::lock_guard lock(mutex_);
      --lent_;
      if (handle != nullptr) idle_.push_back(std::move(handle));
    }
    given_back_.notify_one();
  }

  const Backend& backend_;
  std::mutex mutex_;
  std::condition_variable given_back_;
  std::vector<std::unique_ptr<Handle>> idle_;
  std::size_t lent_ = 0;
};

class PooledDatabase final : public Database {
 public:
  explicit PooledDatabase(std::unique_ptr<Backend> backend)
      : backend_(std::move(backend)), pool_(*backend_), writer_(*backend_) {}

  Dialect dialect() const override { return backend_->dialect(); }
  Reader read() override {
    return Reader({pool_.lend().release(), [this](Connection* connection) {
                     pool_.give_back(std::unique_ptr<Handle>(static_cast<Handle*>(connection)));
                   }});
  }
  void on_commit(std::function<void(std::int64_t)> listener) override { writer_.on_commit(std::move(listener)); }

 protected:
  std::optional<domain::Error> run_write(const std::function<bool(Connection&)>& change) override {
    return writer_.run(change);
  }
  std::optional<domain::Error> run_bulk(const std::function<bool(Connection&)>& change) override {
    return writer_.run(change, true);
  }

 private:
  std::unique_ptr<Backend> backend_;
  Pool pool_;
  Writer writer_;
};

std::unique_ptr<Backend> backend_for(const std::string& where) {
  if (where.starts_with("postgresql://") || where.starts_with("postgres://")) return postgresql_backend(where);
  std::filesystem::create_directories(where);
  return sqlite_backend((std::filesystem::path(where) / "guichet.sqlite").string());
}

}  // namespace

domain::Result<std::unique_ptr<Database>> Database::open(const std::string& where) {
  try {
    if (sodium_init() < 0) throw std::runtime_error("libsodium could not start");
    std::unique_ptr<Backend> backend = backend_for(where);
    {
      const std::unique_ptr<soci::session> session = backend->connect(Role::writer);
      if (domain::Result<domain::Done> migrated = migrate(*backend, *session); !migrated) return migrated.error();
    }
    return std::unique_ptr<Database>(std::make_unique<PooledDatabase>(std::move(backend)));
  } catch (const std::exception& failure) {
    return domain::Error{
        domain::ErrorKind::unavailable, "error.database", nlohmann::json::object(), {}, failure.what()};
  }
}

}  // namespace guichet::storage

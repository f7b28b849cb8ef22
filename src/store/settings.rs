//! Small settings that must outlive a restart, such as the key for hashing references.

use super::open::SqlStore;
use crate::ports::StoreError;
use sqlx::AnyConnection;
use sqlx::Row;

async fn value(connection: &mut AnyConnection, key: &str) -> Result<Option<String>, StoreError> {
    let row = sqlx::query("SELECT value FROM settings WHERE key = $1")
        .bind(key)
        .fetch_optional(connection)
        .await?;
    row.map(|row| row.try_get(0))
        .transpose()
        .map_err(StoreError::from)
}

impl SqlStore {
    pub(super) async fn read_setting(&self, key: String) -> Result<Option<String>, StoreError> {
        let mut connection = self.shared.readers.acquire().await?;
        value(&mut connection, &key).await
    }

    pub(super) async fn write_setting(&self, key: String, new: String) -> Result<(), StoreError> {
        self.carry_out(|shared| async move {
            let mut transaction = shared.begin().await?;
            sqlx::query(
                "INSERT INTO settings (key, value) VALUES ($1, $2) \
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            )
            .bind(key)
            .bind(new)
            .execute(&mut *transaction)
            .await?;
            shared.commit_unlogged(transaction).await
        })
        .await
    }

    pub(super) async fn write_setting_once(&self, key: String, new: String) -> Result<String, StoreError> {
        self.carry_out(|shared| async move {
            let mut transaction = shared.begin().await?;
            sqlx::query("INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING")
                .bind(key.as_str())
                .bind(new.as_str())
                .execute(&mut *transaction)
                .await?;
            let kept = value(&mut transaction, &key).await?;
            shared.commit_unlogged(transaction).await?;
            Ok(kept.unwrap_or(new))
        })
        .await
    }
}

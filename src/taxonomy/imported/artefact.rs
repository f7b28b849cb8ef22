//! The file of imported tables: `FOOTHOLD`, format, two hashes, then the packed tables.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `FHTABLES` |
//! | 4 | format, little endian |
//! | 32 | SHA-256 of everything after these two hashes |
//! | 32 | SHA-256 of the tables of the house it was joined with |
//! | 8 | length of the tables unpacked, little endian |
//! | rest | the tables in postcard, packed with zlib |

use super::{FILE, ImportedTables};
use crate::taxonomy::TaxonomyFiles;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use sha2::{Digest, Sha256};
use std::io::{Read, Write};

const MAGIC: &[u8; 8] = b"FHTABLES";
/// To be raised whenever the tables, or what is worked out from them beforehand, change their shape or meaning.
const FORMAT: u32 = 1;
const HASHES_AT: usize = 12;
const CONTENT_AT: usize = HASHES_AT + 64;
const PACKED_AT: usize = CONTENT_AT + 8;
/// A file that claims to unpack to more than this is damaged.
const MOST_UNPACKED: u64 = 1 << 28;

/// Why a file of imported tables cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ArtefactError {
    /// It is something else.
    #[error("is no file of imported tables; remove it, or import again (foothold taxonomy import)")]
    Foreign,
    /// It was made by another version of the program.
    #[error("has format {found}, this program reads {FORMAT}; import again (foothold taxonomy import)")]
    Format {
        /// The format it has.
        found: u32,
    },
    /// It is cut short or was changed.
    #[error("is damaged; import again (foothold taxonomy import)")]
    Damaged,
    /// It was joined with other tables than those it is loaded with.
    #[error(
        "was joined with other tables than those in force (occupations, skills or occupation_skills have \
         changed); import again (foothold taxonomy import)"
    )]
    OtherTables,
    /// The tables cannot be written.
    #[error("{FILE} cannot be made: {0}")]
    Unwritable(String),
}

/// The bytes of the file: the same for the same tables.
///
/// # Errors
/// [`ArtefactError::Unwritable`].
pub fn encode(tables: &ImportedTables, house: &TaxonomyFiles<'_>) -> Result<Vec<u8>, ArtefactError> {
    let plain =
        postcard::to_allocvec(tables).map_err(|error| ArtefactError::Unwritable(error.to_string()))?;
    let mut bytes = Vec::with_capacity(plain.len() / 3);
    bytes.extend(MAGIC);
    bytes.extend(FORMAT.to_le_bytes());
    bytes.extend([0; 64]);
    bytes.extend((plain.len() as u64).to_le_bytes());
    let mut packer = ZlibEncoder::new(bytes, Compression::default());
    let packed = packer.write_all(&plain).and_then(|()| packer.finish());
    let mut bytes = packed.map_err(|error| ArtefactError::Unwritable(error.to_string()))?;
    let content: [u8; 32] = Sha256::digest(&bytes[CONTENT_AT..]).into();
    bytes[HASHES_AT..HASHES_AT + 32].copy_from_slice(&content);
    bytes[HASHES_AT + 32..CONTENT_AT].copy_from_slice(&house_hash(house));
    Ok(bytes)
}

/// The tables in a file, if it was joined with the tables of `house`.
///
/// # Errors
/// [`ArtefactError`].
pub fn decode(bytes: &[u8], house: &TaxonomyFiles<'_>) -> Result<ImportedTables, ArtefactError> {
    if bytes.get(..8) != Some(MAGIC) {
        return Err(ArtefactError::Foreign);
    }
    let format = bytes.get(8..HASHES_AT).and_then(|format| format.try_into().ok());
    let found = u32::from_le_bytes(format.ok_or(ArtefactError::Damaged)?);
    if found != FORMAT {
        return Err(ArtefactError::Format { found });
    }
    let (Some(hashes), Some(content)) = (bytes.get(HASHES_AT..CONTENT_AT), bytes.get(CONTENT_AT..)) else {
        return Err(ArtefactError::Damaged);
    };
    let hash: [u8; 32] = Sha256::digest(content).into();
    if hash != hashes[..32] {
        return Err(ArtefactError::Damaged);
    }
    if house_hash(house) != hashes[32..] {
        return Err(ArtefactError::OtherTables);
    }
    let plain = unpack(bytes).ok_or(ArtefactError::Damaged)?;
    postcard::from_bytes(&plain).map_err(|_| ArtefactError::Damaged)
}

fn unpack(bytes: &[u8]) -> Option<Vec<u8>> {
    let length = u64::from_le_bytes(bytes.get(CONTENT_AT..PACKED_AT)?.try_into().ok()?);
    if length > MOST_UNPACKED {
        return None;
    }
    let mut plain = Vec::with_capacity(length as usize);
    let packed = ZlibDecoder::new(&bytes[PACKED_AT..]);
    packed.take(length + 1).read_to_end(&mut plain).ok()?;
    (plain.len() as u64 == length).then_some(plain)
}

/// A hash of the tables whose rows the imported ones refer to by place.
fn house_hash(house: &TaxonomyFiles<'_>) -> [u8; 32] {
    let mut hash = Sha256::new();
    for text in [house.occupations, house.skills, house.occupation_skills] {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    hash.finalize().into()
}

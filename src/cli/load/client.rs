//! As much of HTTP/1.1 as measuring needs: one connection that is kept, one request at a time.

use anyhow::{Context, bail};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Most bytes of a reply's head.
const LONGEST_HEAD: usize = 64 * 1024;

/// A service on this machine.
#[derive(Debug, Clone, Copy)]
pub struct Target(SocketAddr);

impl Target {
    /// Reads `http://HOST:PORT` with a loopback host. Any other host is refused: a load test is
    /// nothing to aim at somebody else.
    pub fn parse(url: &str) -> anyhow::Result<Self> {
        let Some(rest) = url.strip_prefix("http://") else {
            bail!("{url}: an address is written http://127.0.0.1:8080");
        };
        let authority = rest.trim_end_matches('/');
        let address = match authority.strip_prefix("localhost:") {
            Some(port) => format!("127.0.0.1:{port}"),
            None => authority.to_owned(),
        };
        let address: SocketAddr = address
            .parse()
            .with_context(|| format!("{url}: an address is written http://127.0.0.1:8080"))?;
        if !address.ip().is_loopback() {
            bail!("{url}: only services on this machine are measured (127.0.0.0/8, [::1])");
        }
        Ok(Self(address))
    }

    /// The bytes of a POST of JSON.
    pub fn post(self, path: &str, key: Option<&str>, body: &[u8]) -> Vec<u8> {
        let authorization = key.map_or_else(String::new, |key| format!("Authorization: Bearer {key}\r\n"));
        let mut request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n{authorization}\
             Content-Length: {}\r\n\r\n",
            self.0,
            body.len()
        )
        .into_bytes();
        request.extend_from_slice(body);
        request
    }
}

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    /// Bytes of the body.
    pub bytes: usize,
}

/// A connection.
#[derive(Debug)]
pub struct Client {
    stream: TcpStream,
    /// Bytes received and not yet used.
    buffer: Vec<u8>,
}

impl Client {
    pub async fn connect(target: Target) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(target.0)
            .await
            .with_context(|| format!("no service answers on {}", target.0))?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(256 * 1024),
        })
    }

    /// Sends a request and reads its reply to the end; the body is only counted.
    pub async fn ask(&mut self, request: &[u8]) -> anyhow::Result<Reply> {
        self.stream.write_all(request).await?;
        let head_length = loop {
            if let Some(at) = self.buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                break at + 4;
            }
            if self.buffer.len() > LONGEST_HEAD {
                bail!("the reply's head does not end");
            }
            self.receive().await?;
        };
        let head = Head::parse(&self.buffer[..head_length])?;
        self.buffer.drain(..head_length);
        let bytes = match head.length {
            Some(length) => self.take(length).await?,
            None => self.take_chunks().await?,
        };
        Ok(Reply {
            status: head.status,
            bytes,
        })
    }

    async fn take(&mut self, length: usize) -> anyhow::Result<usize> {
        while self.buffer.len() < length {
            self.receive().await?;
        }
        self.buffer.drain(..length);
        Ok(length)
    }

    async fn take_chunks(&mut self) -> anyhow::Result<usize> {
        let mut sum = 0;
        loop {
            let line_end = loop {
                if let Some(at) = self.buffer.windows(2).position(|bytes| bytes == b"\r\n") {
                    break at;
                }
                self.receive().await?;
            };
            let size = std::str::from_utf8(&self.buffer[..line_end])?;
            let size = usize::from_str_radix(size.split(';').next().unwrap_or("").trim(), 16)?;
            self.take(line_end + 2).await?;
            self.take(size).await?;
            self.take(2).await?;
            sum += size;
            if size == 0 {
                return Ok(sum);
            }
        }
    }

    async fn receive(&mut self) -> anyhow::Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            bail!("the service closed the connection");
        }
        Ok(())
    }
}

/// Status and length of a reply; no length means chunks.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    status: u16,
    length: Option<usize>,
}

impl Head {
    fn parse(bytes: &[u8]) -> anyhow::Result<Self> {
        let text = std::str::from_utf8(bytes).context("the reply's head is no text")?;
        let mut lines = text.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        let status = status.and_then(|status| status.parse().ok());
        let status = status.context("the reply has no status")?;
        let (mut length, mut chunked) = (None, false);
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            if name.eq_ignore_ascii_case("content-length") {
                length = Some(value.trim().parse().context("the reply's length is no number")?);
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                chunked = value.trim().eq_ignore_ascii_case("chunked");
            }
        }
        if length.is_none() && !chunked {
            length = Some(0);
        }
        Ok(Self { status, length })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    #[test]
    fn only_this_machine_is_measured() {
        for url in [
            "http://127.0.0.1:8080",
            "http://localhost:1/",
            "http://[::1]:80",
            "http://127.9.9.9:80",
        ] {
            assert!(Target::parse(url).is_ok(), "{url}");
        }
        for url in [
            "http://10.0.0.1:80",
            "http://192.168.0.1:80",
            "http://example.org:80",
            "https://127.0.0.1:80",
            "127.0.0.1:80",
            "http://127.0.0.1",
        ] {
            assert!(Target::parse(url).is_err(), "{url}");
        }
    }

    #[test]
    fn heads_say_how_long_the_body_is() {
        let head = |text: &str| Head::parse(text.as_bytes()).unwrap();
        let counted = head("HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n");
        assert_eq!((counted.status, counted.length), (200, Some(12)));
        let chunked = head("HTTP/1.1 207 Multi\r\nTransfer-Encoding: chunked\r\n\r\n");
        assert_eq!((chunked.status, chunked.length), (207, None));
        assert!(Head::parse(b"nothing\r\n\r\n").is_err());
    }

    #[tokio::test]
    async fn a_connection_is_kept_over_several_replies() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let target = Target(listener.local_addr().unwrap());
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut bytes = [0; 4096];
            for reply in [
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
                "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n",
            ] {
                assert!(stream.read(&mut bytes).await.unwrap() > 0);
                stream.write_all(reply.as_bytes()).await.unwrap();
            }
        });
        let mut client = Client::connect(target).await.unwrap();
        let request = target.post("/", Some("key"), b"{}");
        for told in [(200, 5), (200, 5), (503, 0)] {
            let reply = client.ask(&request).await.unwrap();
            assert_eq!((reply.status, reply.bytes), told);
        }
    }
}

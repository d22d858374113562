//! Results as rows, for other programs: CSV, TSV, JSON, JSON lines.

use clap::ValueEnum;
use miette::{IntoDiagnostic, Result};
use serde_json::Value;
use std::io::Write;

/// How a command over the network answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RowFormat {
    /// For people
    Text,
    Csv,
    Tsv,
    /// One array
    Json,
    /// One object a line
    Jsonl,
}

/// Named columns and what stands in them.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<Value>>,
}

impl Rows {
    pub(super) fn new<const N: usize>(columns: [&str; N]) -> Self {
        Self {
            columns: columns.map(str::to_owned).into(),
            rows: Vec::new(),
        }
    }

    /// Writes them; nothing for [`RowFormat::Text`], which every command writes in its own way.
    pub(super) fn write(&self, format: RowFormat, out: &mut dyn Write) -> Result<()> {
        match format {
            RowFormat::Text => Ok(()),
            RowFormat::Csv => self.write_separated(b',', out),
            RowFormat::Tsv => self.write_separated(b'\t', out),
            RowFormat::Jsonl => {
                for row in &self.rows {
                    writeln!(out, "{}", self.object(row)).into_diagnostic()?;
                }
                Ok(())
            }
            RowFormat::Json => {
                let objects: Vec<String> = self.rows.iter().map(|row| self.object(row)).collect();
                let body = if objects.is_empty() {
                    "[]".to_owned()
                } else {
                    format!("[\n{}\n]", objects.join(",\n"))
                };
                writeln!(out, "{body}").into_diagnostic()
            }
        }
    }

    fn write_separated(&self, delimiter: u8, out: &mut dyn Write) -> Result<()> {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
        writer.write_record(&self.columns).into_diagnostic()?;
        for row in &self.rows {
            writer.write_record(row.iter().map(cell)).into_diagnostic()?;
        }
        writer.flush().into_diagnostic()
    }

    /// A JSON object with its keys in the order of the columns; absent values are absent keys.
    fn object(&self, row: &[Value]) -> String {
        let fields = self.columns.iter().zip(row).filter(|(_, value)| !value.is_null());
        let fields: Vec<String> = fields
            .map(|(name, value)| format!("{}:{value}", Value::from(name.as_str())))
            .collect();
        format!("{{{}}}", fields.join(","))
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(cell).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

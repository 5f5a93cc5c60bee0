using System.Globalization;
using Verifier.Reporting.Model;
using Verifier.Reporting.Text;

namespace Verifier.Reporting.Formats;

/// <summary>Every run as a line of comma-separated values (RFC 4180, but with line feeds).</summary>
internal sealed class CsvWriter : TextFormat
{
    /// <inheritdoc/>
    public override string FileName => "runs.csv";

    /// <inheritdoc/>
    protected override void Write(ReportModel model, TextWriter writer)
    {
        writer.Write("run,driver,scenario,strategy,variation,verdict,nth,site,ddi,tag,finding,state,calls,trace_hash\n");
        var campaigns = model.Campaigns.Select(c => $"{Field(c.Driver)},{Field(c.Scenario)}").ToArray();
        var sites = model.Sites.Select(s => $"{Field(s.Site)},{Field(s.Ddi)},{Field(s.Tag)}").ToArray();
        var findings = model.Findings.Select(f => $"{Field(f.Fingerprint)},{f.State}").ToArray();
        for (var row = 0; row < model.Runs.Count; row++)
        {
            var run = model.Runs[row];
            writer.Write(row.ToString(CultureInfo.InvariantCulture));
            writer.Write(',');
            writer.Write(campaigns[run.Campaign]);
            writer.Write(',');
            writer.Write(Field(run.Strategy));
            writer.Write(',');
            writer.Write(Field(run.Variation));
            writer.Write(',');
            writer.Write(VerdictWords.Of(run.Verdict));
            writer.Write(',');
            writer.Write(run.Nth.ToString(CultureInfo.InvariantCulture));
            writer.Write(',');
            writer.Write(run.Site < 0 ? ",," : sites[run.Site]);
            writer.Write(',');
            writer.Write(run.Finding < 0 ? "," : findings[run.Finding]);
            writer.Write(',');
            writer.Write(run.Calls.ToString(CultureInfo.InvariantCulture));
            writer.Write(',');
            writer.Write(run.TraceHash.ToString("x16", CultureInfo.InvariantCulture));
            writer.Write('\n');
        }
    }

    // A spreadsheet takes a cell that begins with one of these for a formula.
    private static string Field(string? text)
    {
        var shown = Shown.Name(text);
        if (shown.Length > 0 && shown[0] is '=' or '+' or '-' or '@')
        {
            shown = "'" + shown;
        }

        return shown.AsSpan().IndexOfAny(',', '"', '\n') < 0 ? shown : $"\"{shown.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

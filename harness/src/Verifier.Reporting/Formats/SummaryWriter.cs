using System.Globalization;
using System.Text;
using Verifier.History;
using Verifier.Kernel;
using Verifier.Reporting.Model;
using Verifier.Reporting.Text;

namespace Verifier.Reporting.Formats;

/// <summary>The comment for a pull request: can the night be trusted, then what is new, came back and was fixed, one line each.</summary>
internal static class SummaryWriter
{
    // A comment that is longer than a screen is not read, and hosts cut it anyway.
    private const int LinesMax = 50;

    public static void Write(ReportModel model, TextWriter writer)
    {
        var counts = model.Counts;
        writer.Write($"## Verifier: {Verdict(model)}\n\n");
        writer.Write(Invariant($"{counts.New} new, {counts.Regressed} regressed, {counts.Fixed} fixed, {counts.Still} still failing, "));
        writer.Write(Invariant($"{counts.NotRun} not run, {counts.Expected} expected. "));
        writer.Write(Invariant($"{Counted.Grouped(counts.Runs, "run")}: {counts.Passed:N0} passed, {counts.Failed:N0} with findings, "));
        writer.Write(Invariant($"{counts.Inconclusive:N0} inconclusive, {Counted.Grouped(counts.HarnessErrors, "harness error")}. "));
        writer.Write(Invariant($"{counts.SitesFailed:N0} of {Counted.Grouped(counts.SitesReached, "fault site")} failed.\n\n"));
        writer.Write($"Night {Escaped(model.Night.Name)}, {Compared(model)}\n");
        foreach (var check in model.Trust.Where(t => t.State != TrustState.Good))
        {
            writer.Write($"\n- {(check.State == TrustState.Broken ? "**Broken**" : "Doubtful")}: {Escaped(check.Name)}: {Escaped(check.Value)}");
        }

        writer.Write('\n');
        Section(model, writer, "New", Transition.New);
        Section(model, writer, "Regressed", Transition.Regressed);
        Section(model, writer, "Fixed", Transition.Fixed);
    }

    private static string Verdict(ReportModel model) => model switch
    {
        { IsTrusted: false } => "this night cannot be trusted",
        { Counts: { New: 0, Regressed: 0 } } => "nothing new",
        { Counts: var c } => Invariant($"{c.New + c.Regressed} new or regressed"),
    };

    private static string Compared(ReportModel model) =>
        model.Night.ComparedWith is { } night ? $"compared with {Escaped(night)}." : "with nothing to compare it with.";

    private static void Section(ReportModel model, TextWriter writer, string title, Transition transition)
    {
        var findings = model.With(transition).ToList();
        if (findings.Count == 0)
        {
            return;
        }

        writer.Write(Invariant($"\n### {title} ({findings.Count})\n\n"));
        foreach (var finding in findings.Take(LinesMax))
        {
            var replay = finding.Token.Length > 0 ? $" {Code(model.ReplayCommand(finding.Token))}" : string.Empty;
            var minimal = finding.Minimal is { } file ? $", its minimal scenario {Code(file.Command)}" : string.Empty;
            writer.Write($"- **{Escaped(finding.Driver)}** {finding.KindWord}: {Escaped(finding.Title)}{replay}{minimal}\n");
        }

        if (findings.Count > LinesMax)
        {
            writer.Write(Invariant($"- and {findings.Count - LinesMax} more in the report\n"));
        }
    }

    // Between backticks a backtick cannot be escaped, and not every host leaves markup and names alone there.
    private static string Code(string text) => text.AsSpan().ContainsAny("`<>&@") ? $"<code>{Escaped(text)}</code>" : $"`{Shown.Line(text)}`";

    // Every character with a meaning in Markdown or HTML, and @, which would call people.
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in Shown.Line(text))
        {
            escaped.Append(c switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '@' => "&#64;",
                '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '#' or '~' or '!' => $"\\{c}",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

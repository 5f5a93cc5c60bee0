using System.Globalization;
using System.Text;
using Verifier.History;
using Verifier.Kernel;
using Verifier.Reporting.Model;
using Verifier.Reporting.Text;

namespace Verifier.Reporting.Formats;

/// <summary>The comment for a pull request: can the night be trusted, then what is new, came back and was fixed, one line each.</summary>
internal sealed class SummaryWriter : TextFormat
{
    // A comment that is longer than a screen is not read, and hosts cut it anyway.
    private const int LinesMax = 50;

    /// <inheritdoc/>
    public override string FileName => "summary.md";

    /// <inheritdoc/>
    protected override void Write(ReportModel model, TextWriter writer)
    {
        var counts = model.Counts;
        writer.Write($"## Verifier: {Verdict(model)}\n\n");
        writer.Write(Invariant($"{counts.New} new, {counts.Regressed} regressed, {counts.Fixed} fixed, {counts.Still} still failing, "));
        writer.Write(Invariant($"{counts.Masked} masked, {counts.Flaky} flaky, {counts.NotRun} not run, {counts.Known} known, {counts.Expired} expired, "));
        writer.Write(Invariant($"{counts.Expected} expected. "));
        writer.Write(Invariant($"{Counted.Grouped(counts.Runs, "run")}: {counts.Passed:N0} passed, {counts.Failed:N0} with findings, "));
        writer.Write(Invariant($"{counts.Inconclusive:N0} inconclusive, {Counted.Grouped(counts.HarnessErrors, "harness error")}. "));
        writer.Write(Invariant($"{counts.SitesFailed:N0} of {Counted.Grouped(counts.SitesReached, "fault site")} failed.\n\n"));
        writer.Write($"Night {Escaped(model.Night.Name)}, {Compared(model)}\n");
        foreach (var check in model.Trust.Where(t => t.State != TrustState.Good))
        {
            writer.Write($"\n- {(WordOf(check.State))}: {Escaped(check.Name)}: {Escaped(check.Value)}");
        }

        writer.Write('\n');
        Section(model, writer, "New", FindingState.New);
        Section(model, writer, "Regressed", FindingState.Regressed);
        Section(model, writer, "Known until a day that is over", FindingState.Expired);
        if (model.Night.FailsOn is not ("new" or "regressed"))
        {
            Section(model, writer, "Still failing", FindingState.Still);
        }

        Section(model, writer, "Fixed", FindingState.Fixed);
        Section(model, writer, "Masked", FindingState.Masked);
        Section(model, writer, "Flaky", FindingState.Flaky);
    }

    private static string WordOf(TrustState state) => state switch
    {
        TrustState.Broken => "**Broken**",
        TrustState.Failed => "**Failed**",
        _ => "Doubtful",
    };

    private static string Verdict(ReportModel model)
    {
        var counts = model.Counts;
        if (!model.IsTrusted)
        {
            return "this night cannot be trusted";
        }

        if (counts.Expired == 0 && counts.New + counts.Regressed > 0)
        {
            return Invariant($"{counts.New + counts.Regressed} new or regressed");
        }

        var headline = model.Headline;
        return char.ToLowerInvariant(headline[0]) + headline[1..];
    }

    private static string Compared(ReportModel model) =>
        model.Night.ComparedWith is { } night ? $"compared with {Escaped(night)}." : "with nothing to compare it with.";

    private static void Section(ReportModel model, TextWriter writer, string title, FindingState state)
    {
        var findings = model.With(state).ToList();
        if (findings.Count == 0)
        {
            return;
        }

        writer.Write(Invariant($"\n### {title} ({findings.Count})\n\n"));
        foreach (var finding in findings.Take(LinesMax))
        {
            var replay = finding.Token.Length > 0 ? $" {Code(model.ReplayCommand(finding.Token))}" : string.Empty;
            var minimal = finding.Minimal is { } file ? $", its minimal scenario {Code(file.Command)}" : string.Empty;
            var more = finding.Members.Length > 1 ? Invariant($" (and {finding.Members.Length - 1} more of the same cause)") : string.Empty;
            var why = finding.Why is null ? string.Empty : $" {Escaped(finding.Why)}";
            writer.Write($"- **{Escaped(finding.Driver)}** {finding.KindWord}: {Escaped(finding.Title)}{more}{why}{replay}{minimal}\n");
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

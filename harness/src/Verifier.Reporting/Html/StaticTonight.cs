using System.Globalization;
using System.Net;
using Verifier.History;
using Verifier.Kernel;
using Verifier.Reporting.Model;
using Verifier.Reporting.Text;

namespace Verifier.Reporting.Html;

/// <summary>
/// The Tonight view as plain HTML: what a reader without scripts, a mail preview, a search and a printer see. The script replaces it by the
/// same view with lists that turn.
/// </summary>
internal sealed class StaticTonight(ReportModel model, TextWriter writer)
{
    private const int NewMax = 100;
    private const int OtherMax = 30;

    public void Write()
    {
        var counts = model.Counts;
        Element("h1", model.Headline);
        var compared = model.Night.ComparedWith is { } night
            ? $"Night {Shown.Name(model.Night.Name)}, compared with {Shown.Name(night)}."
            : $"Night {Shown.Name(model.Night.Name)}; there is no earlier night to compare it with.";
        Element("p", Invariant($"{counts.New:N0} new, {counts.Regressed:N0} regressed, {counts.Fixed:N0} fixed, {counts.Still:N0} still failing. {compared}"), "lead");
        Alarm();
        writer.Write("<ul class=\"trust\">\n");
        foreach (var check in model.Trust)
        {
            writer.Write($"<li class=\"trust-{PageWords.Of(check.State)}\"><span class=\"name\">{Encoded(check.Name)}</span>"
                + $"<span class=\"value\">{Encoded(Shown.Line(check.Value))}</span><span class=\"off\"> {PageWords.Of(check.State)}</span></li>\n");
        }

        writer.Write("</ul>\n");
        List("New", FindingState.New, NewMax);
        List("Regressed", FindingState.Regressed, OtherMax);
        List("Known until a day that is over", FindingState.Expired, OtherMax);
        List("Fixed", FindingState.Fixed, OtherMax);
        List("Masked", FindingState.Masked, OtherMax);
        List("Still failing", FindingState.Still, OtherMax);
        List("Flaky", FindingState.Flaky, OtherMax);
        List("Not run tonight", FindingState.NotRun, OtherMax);
        List("Known", FindingState.Known, OtherMax);
        Element("p", Invariant($"{Counted.Grouped(counts.Expected, "expected finding")} {(counts.Expected == 1 ? "is" : "are")} not listed here. All other views need scripts."), "meta");
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Alarm()
    {
        if (!model.IsTrusted)
        {
            var broken = model.Trust.Where(t => t.State == TrustState.Broken).Select(t => $"{t.Name}: {Shown.Line(t.Value)}.");
            Element("p", $"This night cannot be trusted. {string.Join(' ', broken)} What stands below may be wrong or missing.", "alarm");
        }
    }

    private void List(string title, FindingState state, int max)
    {
        var findings = model.With(state).ToList();
        Element("h2", Invariant($"{title} ({findings.Count:N0})"));
        if (findings.Count == 0)
        {
            return;
        }

        writer.Write("<ul class=\"rows\">\n");
        foreach (var finding in findings.Take(max))
        {
            writer.Write($"<li><span class=\"st st-{finding.State}\">{finding.State}</span><div class=\"what\">{Encoded(Shown.Line(finding.Title))}<p class=\"meta\">");
            writer.Write(Encoded($"{Shown.Name(finding.Driver)} · {finding.KindWord} · {Shown.Name(finding.Scenario)}"));
            writer.Write(finding.Members.Length > 1 ? $" · {Counted.Of(finding.Members.Length, "finding")} of one cause" : string.Empty);
            writer.Write(finding.Why is { } why ? $"<br>{Encoded(Shown.Line(why))}" : string.Empty);
            writer.Write(finding.Token.Length > 0 ? $"<br><code>{Encoded(Shown.Line(model.ReplayCommand(finding.Token)))}</code>" : string.Empty);
            writer.Write(finding.Minimal is { } minimal ? $"<br>Minimal scenario: <code>{Encoded(Shown.Line(minimal.Command))}</code>" : string.Empty);
            writer.Write("</p></div></li>\n");
        }

        writer.Write("</ul>\n");
        if (findings.Count > max)
        {
            Element("p", Invariant($"The first {max:N0} of {findings.Count:N0} are shown; the view with scripts has all."), "meta");
        }
    }

    private void Element(string name, string text, string? style = null)
    {
        writer.Write(style is null ? $"<{name}>" : $"<{name} class=\"{style}\">");
        writer.Write(Encoded(text));
        writer.Write($"</{name}>\n");
    }
}

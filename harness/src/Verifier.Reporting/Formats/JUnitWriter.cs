using System.Globalization;
using System.Xml;
using Verifier.History;
using Verifier.Reporting.Model;
using Verifier.Reporting.Text;

namespace Verifier.Reporting.Formats;

/// <summary>
/// The strict common subset of JUnit's format: a suite for each driver, a case for each scenario. Findings that the script does not expect
/// are failures, harness errors are errors, and what has no verdict is skipped with its reason.
/// </summary>
internal sealed class JUnitWriter : TextFormat
{
    private static readonly XmlWriterSettings s_settings = new() { Indent = true, NewLineChars = "\n", CloseOutput = false };

    /// <inheritdoc/>
    public override string FileName => "junit.xml";

    /// <inheritdoc/>
    protected override void Write(ReportModel model, TextWriter writer)
    {
        using var xml = XmlWriter.Create(writer, s_settings);
        var findings = model.Findings.Where(f => TransitionWords.IsOpen(f.Transition)).ToLookup(f => (f.Driver, f.Scenario));
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "verifier");
        Counts(xml, [.. model.Campaigns]);
        foreach (var suite in model.Campaigns.GroupBy(c => c.Driver))
        {
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", Shown.Name(suite.Key));
            Counts(xml, [.. suite]);
            foreach (var one in suite)
            {
                Case(model, xml, one, [.. findings[(one.Driver, one.Scenario)]]);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Counts(XmlWriter xml, List<ReportCampaign> campaigns)
    {
        Number(xml, "tests", campaigns.Count);
        Number(xml, "failures", campaigns.Count(c => c.IsFailure));
        Number(xml, "errors", campaigns.Count(c => c.Verdict == RunVerdict.Error));
        Number(xml, "skipped", campaigns.Count(c => c.Verdict == RunVerdict.Inconclusive));
    }

    private static void Case(ReportModel model, XmlWriter xml, ReportCampaign one, List<ReportFinding> findings)
    {
        var folder = one.Path.LastIndexOf('/') is > 0 and var end ? one.Path[..end] : string.Empty;
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", Shown.Name(one.Scenario));
        xml.WriteAttributeString("classname", Shown.Name($"{one.Driver}.{folder[(folder.LastIndexOf('/') + 1)..]}").TrimEnd('.'));
        var tokens = findings.Where(f => f.Token.Length > 0).ToList();
        if (tokens.Count > 0)
        {
            xml.WriteStartElement("properties");
            foreach (var finding in tokens)
            {
                xml.WriteStartElement("property");
                xml.WriteAttributeString("name", $"replay.{Shown.Name(finding.Fingerprint)}");
                xml.WriteAttributeString("value", model.ReplayCommand(finding.Token));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        Outcome(model, xml, one, findings);
        xml.WriteEndElement();
    }

    private static void Outcome(ReportModel model, XmlWriter xml, ReportCampaign one, List<ReportFinding> findings)
    {
        switch (one.Verdict)
        {
            case RunVerdict.Finding when one.IsFailure:
                var unexpected = findings.Where(f => f.IsFailing).ToList();
                xml.WriteStartElement("failure");
                xml.WriteAttributeString("message", Shown.Line(one.Problem ?? unexpected.FirstOrDefault()?.Title ?? "Findings and expectations differ."));
                xml.WriteAttributeString("type", unexpected.FirstOrDefault()?.KindWord ?? "surprise");
                xml.WriteString(string.Join('\n', unexpected.Select(f => Failure(model, f))));
                xml.WriteEndElement();
                break;
            case RunVerdict.Error:
                Reason(xml, "error", one.Problem ?? "The harness failed.");
                break;
            case RunVerdict.Inconclusive:
                Reason(xml, "skipped", one.Problem ?? "There is no verdict.");
                break;
        }
    }

    private static string Failure(ReportModel model, ReportFinding finding)
    {
        var minimal = finding.Minimal is { } file ? $"\n  minimal: {Shown.Line(file.Command)}" : string.Empty;
        var members = string.Concat(finding.Members.Skip(1).Select(m => $"\n  also {m.State}: {Shown.Line(m.Title)}"));
        return $"{finding.State} {finding.KindWord}: {Shown.Line(finding.Title)}{members}\n  replay: {model.ReplayCommand(finding.Token)}{minimal}";
    }

    private static void Reason(XmlWriter xml, string element, string text)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("message", Shown.Line(text));
        xml.WriteEndElement();
    }

    private static void Number(XmlWriter xml, string name, int value) => xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));
}

using System.Text.RegularExpressions;

namespace Verifier.Tests.Tidy;

/// <summary>A suppression of a warning has its reason on the same line or the one above.</summary>
public sealed class SuppressionsTests
{
    private static readonly Regex s_pragma = new(@"^\s*#pragma\s+warning\s+disable\b(?<ids>[^/]*)(?<reason>//\s*\S.*)?$");
    private static readonly Regex s_attribute = new(@"^\s*\[[^""]*\bSuppressMessage\(");
    private static readonly Regex s_justification = new(@"Justification\s*=\s*""[^""]+""");
    private static readonly Regex s_noWarn = new(@"<(NoWarn|MSBuildWarningsAsMessages|WarningsNotAsErrors)\b");
    private static readonly Regex s_severity = new(@"^\s*dotnet_diagnostic\.(?<id>\w+)\.severity\s*=\s*(none|silent)\b");

    [Test]
    public void Tree_has_a_reason_for_every_suppression() =>
        Offence.AssertNone(Tree.Files("", ".cs", ".csproj", ".props", ".targets", ".editorconfig").SelectMany(Find));

    [TestCase("A.cs", "#pragma warning disable CA1000")]
    [TestCase("A.cs", "#pragma warning disable // everything is noisy")]
    [TestCase("A.cs", "[assembly: SuppressMessage(\"Usage\", \"CA1000\")]")]
    [TestCase("A.cs", "[SuppressMessage(\"Usage\", \"CA1000\", Justification = \"\")]")]
    [TestCase("A.csproj", "<NoWarn>CA1000</NoWarn>")]
    [TestCase(".editorconfig", "dotnet_diagnostic.CA1000.severity = none")]
    public void Find_suppression_without_reason_is_reported(string path, string text) =>
        Assert.That(Find(new TreeFile(path, "\n" + text)).Single().Line, Is.EqualTo(2));

    [TestCase("A.cs", "#pragma warning disable CA1000 // the interface wants it")]
    [TestCase("A.cs", "// The interface wants it.\n#pragma warning disable CA1000")]
    [TestCase("A.cs", "[SuppressMessage(\"Usage\", \"CA1000\", Justification = \"the interface wants it\")]")]
    [TestCase("A.csproj", "<!-- the generator writes it -->\n<NoWarn>CA1000</NoWarn>")]
    [TestCase("A.csproj", "<NoWarn>CA1000</NoWarn> <!-- the generator writes it -->")]
    [TestCase(".editorconfig", "# NT names\ndotnet_diagnostic.CA1000.severity = none")]
    public void Find_suppression_with_reason_is_left_alone(string path, string text) =>
        Assert.That(Find(new TreeFile(path, text)), Is.Empty);

    private static IEnumerable<Offence> Find(TreeFile file)
    {
        foreach (var (number, line) in file.Lines)
        {
            if (Lacks(file, number, line) is { } what)
            {
                yield return new Offence(file.Path, number, what, "Say why beside it, or repair what it warns about");
            }
        }
    }

    private static string? Lacks(TreeFile file, int number, string line)
    {
        var above = file.LineBefore(number);
        if (file.Path.EndsWith(".cs", StringComparison.Ordinal))
        {
            if (s_pragma.Match(line) is { Success: true } pragma)
            {
                var named = pragma.Groups["ids"].Value.Trim().Length > 0;
                var reason = pragma.Groups["reason"].Success || above.StartsWith("//", StringComparison.Ordinal);
                return !named ? "a pragma that disables every warning" : reason ? null : "a pragma without a reason";
            }
            return s_attribute.IsMatch(line) && !s_justification.IsMatch(line) ? "SuppressMessage without a Justification" : null;
        }
        if (file.Name == ".editorconfig")
        {
            var rule = s_severity.Match(line);
            return rule.Success && !above.StartsWith('#') ? $"{rule.Groups["id"].Value} switched off without a reason" : null;
        }
        var commented = line.Contains("<!--", StringComparison.Ordinal) || above.EndsWith("-->", StringComparison.Ordinal);
        return s_noWarn.IsMatch(line) && !commented ? "NoWarn without a reason" : null;
    }
}

using System.Text.RegularExpressions;

namespace Verifier.Tests.Tidy;

/// <summary>
/// run.ps1 must work in Windows PowerShell 5.1 and in PowerShell 7, and no CI machine has either: so it holds no logic, and this
/// test keeps out what 5.1 cannot read.
/// </summary>
public sealed class RunScriptTests
{
    private const int LinesMax = 40;

    private static readonly Regex s_newer =
        new(@"&&|\|\||\?\?|\?\.|\?\[|\s\?\s|-Parallel\b|\bclean\s*\{|\$Is(Windows|Linux|MacOS|CoreCLR)\b", RegexOptions.IgnoreCase);
    private static readonly Regex s_quotedOrComment = new("'[^']*'|\"[^\"]*\"|#.*");

    [Test]
    public void Run_script_is_short_ascii_and_readable_to_5_1() => Offence.AssertNone(Find(Tree.Read("run.ps1")));

    [TestCase("dotnet build && dotnet test")]
    [TestCase("$a = $b ?? 1")]
    [TestCase("$a = $x ? 1 : 2")]
    [TestCase("if ($IsWindows) { }")]
    [TestCase("Write-Output 'caf\u00e9'")]
    public void Find_what_5_1_cannot_read_is_reported(string line) =>
        Assert.That(Find(new TreeFile("run.ps1", "# first\n" + line)).Single().Line, Is.EqualTo(2));

    [Test]
    public void Find_long_script_is_reported() =>
        Assert.That(Find(new TreeFile("run.ps1", new string('\n', LinesMax) + "exit 0")).Single().Line, Is.EqualTo(LinesMax + 1));

    [TestCase("Write-Output 'a && b' # why ?? not")]
    [TestCase("& dotnet run -- @args")]
    public void Find_what_5_1_can_read_is_left_alone(string line) =>
        Assert.That(Find(new TreeFile("run.ps1", line)), Is.Empty);

    /// <summary>What Windows PowerShell 5.1 cannot read.</summary>
    internal static IEnumerable<Offence> Find(TreeFile file)
    {
        var count = file.Text.TrimEnd().Split('\n').Length;
        if (count > LinesMax)
        {
            yield return new Offence(file.Path, LinesMax + 1, $"{count} lines", "Move logic into the command line tool");
        }
        foreach (var (number, line) in file.Lines)
        {
            if (line.Any(character => character > '\u007e'))
            {
                yield return new Offence(file.Path, number, "not ASCII", "Write ASCII: 5.1 reads anything else in another encoding");
            }
            if (s_newer.Match(s_quotedOrComment.Replace(line, "")) is { Success: true } newer)
            {
                yield return new Offence(file.Path, number, $"'{newer.Value.Trim()}' needs PowerShell 7", "Write what Windows has: 5.1");
            }
        }
    }
}

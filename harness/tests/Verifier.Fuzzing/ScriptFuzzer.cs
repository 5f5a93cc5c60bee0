using System.Text;
using System.Text.RegularExpressions;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Scenarios;
using Verifier.Scenarios.Diagnostics;

namespace Verifier.Fuzzing;

/// <summary>Scripts of the library that something happened to: bytes, lines, and words in the place of other words.</summary>
internal sealed partial class ScriptFuzzer : IFuzzer
{
    private const int RunsOneIn = 20;

    private static readonly string[] s_words =
    [
        .. Library.Scripts.SelectMany(script => Word().Matches(script.Text).Select(m => m.Value)).Distinct(),
        "0", "-1", "18446744073709551615", "18446744073709551616", "0x", "1e99", "~", "null", "\"\\ud800\"", "\"\\e[31m\"", "'", "{}", "[]", "&a", "*a", "!!int 1", "10min", "100%", "\u202E",
    ];

    private readonly ScenarioRunner _runner = new();

    /// <inheritdoc/>
    public string Oracle => "A mutated script is read without an exception; it is a scenario, or errors with a code and a place in the text, printable; "
        + "a scenario makes a plan or a sentence why not, and its run ends";

    /// <inheritdoc/>
    public string? TryOne(Random dice)
    {
        var (path, text) = Library.Scripts[dice.Next(Library.Scripts.Length)];
        var bytes = dice.Next(3) switch
        {
            0 => Mutation.Of(Encoding.UTF8.GetBytes(text), dice, Library.Bytes),
            1 => Encoding.UTF8.GetBytes(Words(text, dice)),
            _ => Encoding.UTF8.GetBytes(Lines(text, dice)),
        };
        var document = Library.Read(path, bytes);
        return Judge(document, bytes) ?? (document.Scenario is null || dice.Next(RunsOneIn) > 0 ? null : Run(document));
    }

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();

    private static string? Judge(ScenarioDocument document, byte[] bytes)
    {
        var errors = document.Diagnostics.Count(d => d.Severity == DiagnosticSeverity.Error);
        if (errors > 0 == document.Scenario is not null)
        {
            return $"{errors} errors and {(document.Scenario is null ? "no" : "a")} scenario";
        }

        var lines = bytes.Count(b => b is (byte)'\n' or (byte)'\r') + 1;
        foreach (var diagnostic in document.Diagnostics)
        {
            var shown = diagnostic.ToString();
            if (!Sentence().IsMatch(shown) || Harmful().IsMatch(shown + diagnostic.SourceLine))
            {
                return $"shown as {shown}";
            }

            var line = int.Parse(Sentence().Match(shown).Groups["line"].Value, System.Globalization.CultureInfo.InvariantCulture);
            if (line < 1 || line > lines)
            {
                return $"of {lines} lines names one that is not there: {shown}";
            }
        }

        return null;
    }

    private string? Run(ScenarioDocument document)
    {
        var script = new ScenarioScript(document.Scenario!, document.DisplayPath, document.ContentHash);
        foreach (var driver in Library.DriversOf(document.Scenario!).Take(1))
        {
            try
            {
                _runner.Run(Planner.Make(script, driver));
            }
            catch (PlanException e)
            {
                return Harmful().IsMatch(e.Message) ? $"a plan's problem holds control characters: {e.Message}" : null;
            }
        }

        return null;
    }

    private static string Words(string text, Random dice)
    {
        var words = Word().Matches(text);
        for (var left = dice.Next(1, 5); left > 0 && words.Count > 0; left--, words = Word().Matches(text))
        {
            var word = words[dice.Next(words.Count)];
            text = text[..word.Index] + s_words[dice.Next(s_words.Length)] + text[(word.Index + word.Length)..];
        }

        return text;
    }

    private static string Lines(string text, Random dice)
    {
        var lines = text.Split('\n').ToList();
        for (var left = dice.Next(1, 6); left > 0; left--)
        {
            var (one, other) = (dice.Next(lines.Count), dice.Next(lines.Count));
            switch (dice.Next(5))
            {
                case 0:
                    (lines[one], lines[other]) = (lines[other], lines[one]);
                    break;
                case 1:
                    lines.Insert(one, lines[other]);
                    break;
                case 2 when lines.Count > 1:
                    lines.RemoveAt(one);
                    break;
                case 3:
                    lines[one] = "  " + lines[one];
                    break;
                default:
                    var stranger = Library.Scripts[dice.Next(Library.Scripts.Length)].Text.Split('\n');
                    lines.Insert(one, stranger[dice.Next(stranger.Length)]);
                    break;
            }
        }

        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"[A-Za-z0-9_*\\.-]+|[\[\]{}:,""]")]
    private static partial Regex Word();

    [GeneratedRegex(@"\((?<line>\d+),\d+\): (error|warning) VS\d{4}: \S", RegexOptions.Singleline)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"[\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\u061C]")]
    private static partial Regex Harmful();
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Verifier.Scenarios.Writing;

/// <summary>A piece of YAML to be written: in braces and brackets on one line, or in lines of its own.</summary>
internal abstract partial record YamlNode
{
    // Words that YAML readers take for something else than text.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase) { "true", "false", "null", "yes", "no", "on", "off", "y", "n" };

    /// <summary>The node on one line.</summary>
    public abstract string Flow { get; }

    /// <summary>A text, in quotes where it needs them.</summary>
    public static YamlNode Text(string text) => new YamlScalar(IsPlain(text) ? text : Quoted(text));

    /// <summary>A key that the script chooses, in quotes where it needs them.</summary>
    public static string Key(string text) => Text(text).Flow;

    /// <summary>A number, or a word of the language.</summary>
    public static YamlNode Word(string word) => new YamlScalar(word);

    /// <summary>A number.</summary>
    public static YamlNode Number(long number) => new YamlScalar(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>One item as it is, several as a list.</summary>
    public static YamlNode OneOrList(IEnumerable<YamlNode> items)
    {
        YamlNode[] all = [.. items];
        return all.Length == 1 ? all[0] : new YamlList(all);
    }

    private static bool IsPlain(string text) => PlainText().IsMatch(text) && !Reserved.Contains(text);

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ when char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFEFF' =>
                    "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"^[A-Za-z_\\][A-Za-z0-9_.\\/-]*$")]
    private static partial Regex PlainText();
}

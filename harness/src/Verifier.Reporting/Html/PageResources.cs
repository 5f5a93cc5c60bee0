using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Verifier.Reporting.Html;

/// <summary>
/// The page's script and style, from the files beside this one. They go into the page without indentation, comment lines and needless
/// blanks; a policy names them by hash, so that nothing else can run.
/// </summary>
internal static class PageResources
{
    // After these the next line may follow at once, in both languages.
    private const string Joins = "{,(;[";

    // These need no blanks around them, and no text of the page holds one.
    private static readonly string[] s_operators = ["=", "=>", "===", "!==", "&&", "||", "??"];

    /// <summary>The script, whole.</summary>
    public static string Script { get; } = $"(()=>{{\"use strict\";\n{Tightened(string.Concat(Names(".js").Select(Read)))}}})();\n";

    /// <summary>The style.</summary>
    public static string Style { get; } = string.Concat(Names(".css").Select(Read));

    /// <summary>The content security policy: nothing is loaded, nothing runs but this script.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; script-src '{Hash(Script)}'; style-src '{Hash(Style)}'; img-src data:; base-uri 'none'; form-action 'none'";

    private static IEnumerable<string> Names(string ending) => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.EndsWith(ending, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!, Encoding.UTF8);
        var lines = reader.ReadToEnd().Split('\n').Select(line => line.Trim());
        return string.Concat(lines.Where(line => line.Length > 0 && !IsComment(line)).Select(line => Joins.Contains(line[^1]) ? line : line + "\n"));
    }

    private static string Tightened(string script) =>
        s_operators.Aggregate(script, (text, one) => text.Replace($" {one} ", one, StringComparison.Ordinal));

    private static bool IsComment(string line) =>
        line.StartsWith("//", StringComparison.Ordinal)
        || (line.StartsWith("/*", StringComparison.Ordinal) && line.EndsWith("*/", StringComparison.Ordinal));

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

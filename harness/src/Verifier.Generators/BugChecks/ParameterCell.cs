using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace Verifier.Generators.BugChecks;

// A parameter of a row, "kind: text" or "kind name: text": what it holds, what it is, and what a raiser calls it. "- name" is one that the
// documentation does not explain.
internal record struct ParameterCell(string Kind, string Name, string Text)
{
    private const string Pattern = "^((?<kind>[a-zA-Z]+)( (?<name>[a-zA-Z]+))?: (?<text>.+)|(?<kind>-) (?<name>[a-zA-Z]+))$";

    // The kinds of ValueKind, with the type that a raiser takes and the number that it becomes.
    private static readonly Dictionary<string, (string Type, string Number)> Kinds = new(StringComparer.Ordinal)
    {
        ["-"] = ("ulong", "{0}"),
        ["value"] = ("ulong", "{0}"),
        ["address"] = ("ulong", "{0}"),
        ["bytes"] = ("ulong", "{0}"),
        ["count"] = ("ulong", "{0}"),
        ["signed"] = ("long", "(ulong){0}"),
        ["irql"] = ("KIRQL", "(ulong){0}"),
        ["poolType"] = ("POOL_TYPE", "(ulong){0}"),
        ["tag"] = ("PoolTag", "{0}.Value"),
        ["status"] = ("NTSTATUS", "{0}.Value"),
        ["access"] = ("MemoryAccess", "(ulong){0}"),
        ["faultAccess"] = ("ulong", "{0}"),
    };

    private readonly string Escaped => SyntaxFacts.GetKeywordKind(Name) == SyntaxKind.None ? Name : $"@{Name}";

    // As a raiser's parameter.
    public readonly string Declaration => $"{Kinds[Kind].Type} {Escaped}";

    // As a number of the bug check.
    public readonly string Number => string.Format(null, Kinds[Kind].Number, Escaped);

    public static ParameterCell Read(string cell)
    {
        var parts = Regex.Match(cell, Pattern);
        if (!parts.Success || !Kinds.ContainsKey(parts.Groups["kind"].Value))
        {
            var kinds = string.Join(", ", Kinds.Keys.Skip(1));
            throw new FormatException($"has the parameter '{cell}'; write 'kind: text' with one of the kinds {kinds}");
        }

        var text = parts.Groups["text"] is { Success: true } told ? told.Value : "not documented";
        var name = parts.Groups["name"] is { Success: true } given ? given.Value : NameOf(text);
        return new ParameterCell(parts.Groups["kind"].Value, name, text);
    }

    // The words before the first comma, colon or bracket, without articles: "free PTEs" is freePtes.
    private static string NameOf(string text)
    {
        var words = Regex.Matches(Regex.Split(text, "[,:;(]")[0], "[A-Za-z0-9]+").Cast<Match>().Select(match => match.Value)
            .Where(word => word is not ("a" or "an" or "the"))
            .Select(word => char.ToUpperInvariant(word[0]) + (IsAbbreviation(word) ? word.ToLowerInvariant() : word).Substring(1));
        var name = string.Concat(words);
        return name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);
    }

    private static bool IsAbbreviation(string word) => word.Take(2).All(char.IsUpper);
}

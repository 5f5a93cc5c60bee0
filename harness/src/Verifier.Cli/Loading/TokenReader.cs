using System.Text.Json;
using Verifier.Cli.Host;
using Verifier.Cli.Text;
using Verifier.Engine.Tokens;

namespace Verifier.Cli.Loading;

/// <summary>Reads replay tokens: one given as such, or all in a file, one a line, bare or as lines of results.ndjson.</summary>
internal static class TokenReader
{
    /// <summary>The tokens.</summary>
    /// <exception cref="CliException">There is none, or one is damaged; one line for each.</exception>
    public static IReadOnlyList<ReplayToken> Read(CliHost host, string tokenOrFile)
    {
        var path = tokenOrFile.Length > 0 && !tokenOrFile.Contains('\0') ? host.FullPath(tokenOrFile) : string.Empty;
        if (!File.Exists(path))
        {
            return [ReplayToken.TryParse(tokenOrFile, out var token, out var error) ? token! : throw CliException.Usage(Problem(host, tokenOrFile, error))];
        }

        var errors = new List<string>();
        var tokens = new List<ReplayToken>();
        var number = 0;
        foreach (var line in Lines(path, tokenOrFile))
        {
            number++;
            var texts = TokensOf(line, out var problem);
            foreach (var text in texts)
            {
                problem = ReplayToken.TryParse(text, out var token, out var error) ? problem : error;
                tokens.AddRange(token is null ? [] : [token]);
            }

            if (problem is not null)
            {
                errors.Add($"{tokenOrFile}({number},1): error: {problem}");
            }
        }

        if (errors.Count > 0)
        {
            throw CliException.Usage(string.Join('\n', errors));
        }

        return tokens.Count > 0 ? tokens : throw CliException.Usage($"{tokenOrFile} holds no replay token");
    }

    // What was meant for a file is no damaged token.
    private static string Problem(CliHost host, string tokenOrFile, string error)
    {
        var shown = Printable.Line(tokenOrFile);
        return tokenOrFile.Contains('\0') || ReplayToken.IsMeantAsOne(tokenOrFile) ? error
            : Directory.Exists(host.FullPath(tokenOrFile)) ? $"{shown} is a folder; name the results.ndjson in it"
            : $"there is no file {shown}. {error}";
    }

    private static string[] Lines(string path, string shown)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"{shown} cannot be read: {e.Message}");
        }
    }

    // A campaign's line has its golden run's token, and one for each group of findings.
    private static IEnumerable<string> TokensOf(string line, out string? problem)
    {
        problem = null;
        var text = line.Trim();
        if (text.Length == 0 || text[0] == '#')
        {
            return [];
        }

        if (text[0] != '{')
        {
            return [text];
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            var tokens = document.RootElement.TryGetProperty("groups", out var groups) && groups.ValueKind == JsonValueKind.Array
                ? groups.EnumerateArray().Prepend(document.RootElement)
                : [document.RootElement];
            var found = tokens.Select(one => TokenOf(one)).ToList();
            problem = found.Exists(one => one is null) ? "This line has no \"token\"; give results.ndjson as run wrote it." : null;
            return [.. found.OfType<string>().Where(one => one.Length > 0)];
        }
        catch (JsonException)
        {
            problem = "This line is no JSON object; give results.ndjson as run wrote it.";
            return [];
        }
    }

    // Null: there is none where one must be; empty: nothing ran.
    private static string? TokenOf(JsonElement one) =>
        one.ValueKind != JsonValueKind.Object || !one.TryGetProperty("token", out var token) ? null
        : token.ValueKind == JsonValueKind.String ? token.GetString() : string.Empty;
}

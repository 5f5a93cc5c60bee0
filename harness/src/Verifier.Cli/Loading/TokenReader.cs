using System.Text.Json;
using Verifier.Engine.Replay;

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
            return [ReplayToken.TryParse(tokenOrFile, out var token, out var error) ? token! : throw CliException.Usage(error)];
        }

        var errors = new List<string>();
        var tokens = new List<ReplayToken>();
        var number = 0;
        foreach (var line in Lines(path, tokenOrFile))
        {
            number++;
            if (TokenOf(line, out var problem) is { } text)
            {
                problem = ReplayToken.TryParse(text, out var token, out var error) ? null : error;
                tokens.AddRange(problem is null ? [token!] : []);
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

    private static string? TokenOf(string line, out string? problem)
    {
        problem = null;
        var text = line.Trim();
        if (text.Length == 0 || text[0] == '#')
        {
            return null;
        }

        if (text[0] != '{')
        {
            return text;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            var hasToken = document.RootElement.TryGetProperty("token", out var token);
            problem = hasToken ? null : "This line has no \"token\"; give results.ndjson as run wrote it.";
            return hasToken && token.ValueKind == JsonValueKind.String ? token.GetString() : null;
        }
        catch (JsonException)
        {
            problem = "This line is no JSON object; give results.ndjson as run wrote it.";
            return null;
        }
    }
}

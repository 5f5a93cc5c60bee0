using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Values;

/// <summary>Names, patterns and other texts.</summary>
internal static class Texts
{
    private const int LongestTag = 4;
    private const int LongestText = 2000;

    /// <summary>A sentence for people.</summary>
    public static IKind<string> Sentence { get; } = Matching("a sentence", DiagnosticCodes.BadName, @"\S",
        "is empty or longer than 2000 characters", LongestText, allowsLines: true);

    /// <summary>A name that the script gives to something.</summary>
    public static IKind<string> Name { get; } = Matching("a name", DiagnosticCodes.BadName, "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$",
        "is not a name: letters, digits, '-', '_' and '.', at most 64 of them", 64);

    /// <summary>A name being given, so that later references to it can be told from mistyped ones.</summary>
    public static IKind<string> Declaration { get; } = new SelectKind<string, string>(Name, (name, _, context) =>
    {
        context.Declare(name);
        return name;
    });

    /// <summary>A device name or symbolic link.</summary>
    public static IKind<string> DevicePath { get; } = Matching(@"a device name such as \Device\ArrayCache", DiagnosticCodes.BadName,
        @"^\\[^\\/\x00-\x1F]+(\\[^\\/\x00-\x1F]+)*$",
        @"is not a device name: it starts with '\', such as \Device\Name or \??\Name, without '/'", 260);

    /// <summary>The image name of a process.</summary>
    public static IKind<string> ImageName { get; } = Matching("an image name such as notepad.exe", DiagnosticCodes.BadName,
        @"^[^\\/:*?""<>|\s]+$", "is not an image name such as notepad.exe", 64);

    /// <summary>An id of a driver stack.</summary>
    public static IKind<string> StackId { get; } = Matching("a stack id as reports print it", DiagnosticCodes.BadName,
        @"^[A-Za-z0-9_.:-]{1,128}$",
        "is not a stack id", 128);

    /// <summary>A driver's name or the path of a compiled one.</summary>
    public static IKind<string> Driver { get; } = Matching("a driver's name, a pattern such as array-cache-*, or the path of a .sys file",
        DiagnosticCodes.BadPattern, @"^[^\x00-\x1F""<>|]+$", "is not a driver's name, a pattern or a path", 500);

    /// <summary>A pattern over names.</summary>
    public static IKind<Glob> Pattern { get; } = new SelectKind<string, Glob>(
        Matching("a name or a pattern with * and ?", DiagnosticCodes.BadPattern, @"^[^\x00-\x1F]+$", "is not a pattern", 200),
        (text, _, _) => new Glob(text));

    /// <summary>Patterns over names, or one.</summary>
    public static IKind<ImmutableArray<Glob>> Patterns { get; } = new ListKind<Glob>(Pattern, "patterns") { AllowsSingle = true };

    /// <summary>Patterns over names; may be an empty list.</summary>
    public static IKind<ImmutableArray<Glob>> OptionalPatterns { get; } = new ListKind<Glob>(Pattern, "patterns")
    {
        AllowsSingle = true,
        AllowsEmpty = true,
    };

    /// <summary>Patterns over pool tags, or one.</summary>
    public static IKind<ImmutableArray<Glob>> Tags { get; } = new ListKind<Glob>(TagKind(), "tags") { AllowsSingle = true };

    /// <summary>True or false.</summary>
    public static IKind<bool> Switch { get; } = new ScalarKind<bool>
    {
        Phrase = "true or false",
        Code = DiagnosticCodes.BadSwitch,
        Parse = (text, _) => text is "true" or "false" ? text == "true" : Parsed<bool>.Wrong("is neither true nor false"),
        JsonSchema = () => new JsonObject { ["type"] = "boolean" },
    };

    /// <summary>A text of a certain form.</summary>
    /// <param name="phrase">The text in words, with an article.</param>
    /// <param name="code">The diagnostic for another text.</param>
    /// <param name="pattern">The form, also the schema's.</param>
    /// <param name="problem">The problem of a text that has another form.</param>
    /// <param name="longest">Most characters.</param>
    /// <param name="allowsLines">True if it may have several lines.</param>
    /// <returns>The kind.</returns>
    public static IKind<string> Matching(
        string phrase, DiagnosticCode code, string pattern, string problem, int longest, bool allowsLines = false)
    {
        var form = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return new ScalarKind<string>
        {
            Phrase = phrase,
            Code = code,
            AllowsLines = allowsLines,
            Parse = (text, _) => text.Length <= longest && form.IsMatch(text) ? text : Parsed<string>.Wrong(problem),
            JsonSchema = () => new JsonObject { ["type"] = "string", ["pattern"] = pattern, ["maxLength"] = longest },
        };
    }

    private static ScalarKind<Glob> TagKind() => new()
    {
        Phrase = "a pool tag of up to four characters, or a pattern such as mem*",
        Code = DiagnosticCodes.BadPattern,
        Parse = (text, _) => TagProblem(text) is { } problem ? Parsed<Glob>.Wrong(problem) : new Glob(text),
        JsonSchema = () => new JsonObject { ["type"] = new JsonArray("string", "integer"), ["pattern"] = @"^[ -~]{1,9}$" },
    };

    private static string? TagProblem(string text)
    {
        if (text.Length == 0 || text.Any(c => c is < ' ' or > '~'))
        {
            return "is not a pool tag: one to four ASCII characters";
        }

        int characters = text.Count(c => c != '*');
        return characters > LongestTag
            ? FormattableString.Invariant($"can match no pool tag: a tag has four characters, this has {characters}")
            : null;
    }
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary><c>registry:</c>, the keys and values that are there before the driver is loaded.</summary>
internal static partial class RegistryTable
{
    /// <summary>What stands for the name of a key's default value, which is empty.</summary>
    public const string DefaultValue = "(default)";

    /// <summary>The roots by the words that stand for them, and the beginnings of absolute paths.</summary>
    public static IReadOnlyList<(string Text, RegistryRoot Root)> Roots { get; } =
    [
        ("service", RegistryRoot.Service), ("device", RegistryRoot.Device), ("driver", RegistryRoot.Driver), ("class", RegistryRoot.Class),
        (@"\Registry\Machine", RegistryRoot.Machine), ("HKLM", RegistryRoot.Machine),
    ];

    private static readonly IKind<(RegistryRoot Root, string Path)> Path = new ScalarKind<(RegistryRoot Root, string Path)>
    {
        Phrase = @"the path of a registry key such as service\Parameters",
        Code = DiagnosticCodes.BadRegistryKey,
        Parse = (text, _) => ParsePath(text),
        JsonSchema = () => new() { ["type"] = "string", ["pattern"] = @"^(service|device|driver|class|HKLM|\\[Rr]egistry\\[Mm]achine)(\\.+)?$" },
    };

    private static readonly IKind<string> Name = new ScalarKind<string>
    {
        Phrase = "the name of a registry value",
        Code = DiagnosticCodes.BadRegistryKey,
        Parse = (text, _) => text.Length <= LongestName ? text == DefaultValue ? "" : text : Parsed<string>.Wrong("is longer than 255 characters"),
        JsonSchema = () => new() { ["type"] = "string", ["maxLength"] = LongestName },
    };

    private const int LongestName = 255;

    private static readonly IKind<ImmutableArray<RegistryValueSettings>> Values = new EntriesKind<string, RegistryContent, RegistryValueSettings>(
        "names with values such as { Depth: 7, Label: \"text:disk\" }", Name, RegistryValues.Kind,
        (name, content, span) => new RegistryValueSettings { Source = span, Name = name, Type = content.Type, Data = content.Data })
    {
        AllowsEmpty = true,
        Identity = name => name,
    };

    /// <summary>The keys.</summary>
    public static IKind<ImmutableArray<RegistryKeySettings>> Kind { get; } =
        new EntriesKind<(RegistryRoot Root, string Path), ImmutableArray<RegistryValueSettings>, RegistryKeySettings>(
            @"paths of keys with their values such as { service\Parameters: { Depth: 7 } }", Path, Values,
            (key, values, span) => new RegistryKeySettings { Source = span, Root = key.Root, Path = key.Path, Values = values })
        {
            Identity = key => $@"{key.Root}\{key.Path}",
        };

    private static Parsed<(RegistryRoot Root, string Path)> ParsePath(string text)
    {
        foreach ((string start, RegistryRoot root) in Roots)
        {
            bool isWord = root != RegistryRoot.Machine && text.Equals(start, StringComparison.Ordinal);
            if (isWord || text.StartsWith(start + @"\", root == RegistryRoot.Machine ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            {
                string path = isWord ? "" : text[(start.Length + 1)..];
                return isWord || Below().IsMatch(path)
                    ? (root, path)
                    : Parsed<(RegistryRoot Root, string Path)>.Wrong(@"has an empty name, a '/' or a name of more than 255 characters between its '\'");
            }
        }

        const string Problem = @"is not the path of a registry key: begin with service, device, driver, class, \Registry\Machine\ or HKLM\";
        return new Parsed<(RegistryRoot Root, string Path)> { Problem = Problem, Known = [.. Roots.Select(r => r.Text)] };
    }

    [GeneratedRegex(@"^[^\\/\x00-\x1F]{1,255}(\\[^\\/\x00-\x1F]{1,255})*$", RegexOptions.CultureInvariant)]
    private static partial Regex Below();
}

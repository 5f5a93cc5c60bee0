using System.Text.Json;
using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Cli.Commands.Explain;

/// <summary>An NTSTATUS that has a public name. Others are not explained: any number at all could be called a status.</summary>
internal sealed class StatusPage(StatusDescription status) : IExplanation
{
    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => KernelNames.Instance.Statuses.Keys;

    /// <inheritdoc/>
    public string Property => "status";

    /// <summary>The page of a number; null when it has no public name.</summary>
    public static StatusPage? Of(uint number) => Of(new NTSTATUS(number), new NTSTATUS(number).Name);

    /// <summary>The page of a name in any case; null when there is none.</summary>
    public static StatusPage? Named(string name) =>
        Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Of(new NTSTATUS(KernelNames.Instance.Statuses[found]), found) : null;

    /// <inheritdoc/>
    public void WriteTo(TextWriter output)
    {
        output.WriteLine($"{status.Name} (0x{status.Status.Value:X8})");
        output.WriteLine(status.Meaning);
    }

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteString("value", $"0x{status.Status.Value:X8}");
        json.WriteString("name", status.Name);
        json.WriteString("meaning", status.Meaning);
    }

    private static StatusPage? Of(NTSTATUS status, string name)
    {
        var known = NTSTATUS.Known.FirstOrDefault(k => k.Name == name);
        return known is not null ? new StatusPage(known)
            : KernelNames.Instance.Statuses.ContainsKey(name) ? new StatusPage(new StatusDescription(status, name, Severity(status)))
            : null;
    }

    private static string Severity(NTSTATUS status) => status switch
    {
        { IsError: true } => "An error: NT_SUCCESS is false. There is no sentence on this code here.",
        { IsWarning: true } => "A warning: NT_SUCCESS is false. There is no sentence on this code here.",
        _ => "A success: NT_SUCCESS is true. There is no sentence on this code here.",
    };
}

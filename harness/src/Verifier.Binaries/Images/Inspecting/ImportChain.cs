using System.Collections.Immutable;
using System.Globalization;
using Verifier.Kernel;

namespace Verifier.Binaries.Images.Inspecting;

/// <summary>
/// The chain of forwarders that an import leads through, and its end. An export may be a forwarder, which stands for an export of another
/// image: "HAL.KeStallExecutionProcessor", "OTHER.#7". The rule for loading and for reports: both follow the same drivers.
/// </summary>
internal readonly record struct ImportChain
{
    /// <summary>Forwarders that are followed: each costs a search, and a hostile file may have thousands.</summary>
    public const int MostForwarders = 16;

    private const string Arrow = " -> ";

    private ImportChain(ImportTarget target, PeImport last)
    {
        Target = target;
        Last = last;
    }

    /// <summary>The target at the end of the chain.</summary>
    public ImportTarget Target { get; }

    /// <summary>The import that <see cref="Target"/> is of: the import itself, or what the last forwarder names.</summary>
    public PeImport Last { get; }

    /// <summary>
    /// Module and name of the import and of what each forwarder names, in order: "a.sys!X"; empty when nothing is forwarded.
    /// </summary>
    public ImmutableArray<string> Links { get; private init; } = [];

    /// <summary>
    /// The reason why a chain with forwarders ends at nothing; null if it leads to something, and if nothing is forwarded.
    /// </summary>
    public string? Break { get; private init; }

    /// <summary>
    /// The chain as a person reads it: "a.sys!X -> b.sys!Y -> nothing (b.sys has no such export)"; null when nothing is forwarded.
    /// </summary>
    public string? Text => Links.IsEmpty ? null : string.Join(Arrow, Links) + (Break is null ? string.Empty : $"{Arrow}nothing ({Break})");

    /// <summary>Follows an import.</summary>
    /// <param name="import">The import.</param>
    /// <param name="drivers">Compiled drivers that are loaded.</param>
    public static ImportChain Of(PeImport import, IReadOnlyCollection<IExporter> drivers)
    {
        var target = ImportTarget.Of(import, drivers);
        return target.Export is { Forwarder: { } forwarder } ? Follow(import, forwarder, drivers) : new ImportChain(target, import);
    }

    private static ImportChain Follow(PeImport import, string forwarder, IReadOnlyCollection<IExporter> drivers)
    {
        List<string> links = [TextOf(import)];
        while (true)
        {
            if (Forwarded(forwarder) is not { } next)
            {
                return Broken(import, links, $"'{forwarder}' names no export");
            }

            import = next;
            if (links.Contains(TextOf(import)))
            {
                links.Add(TextOf(import));
                return Broken(import, links, "the forwarders are a circle");
            }

            links.Add(TextOf(import));
            if (links.Count > MostForwarders + 1)
            {
                return Broken(import, links, $"more than {MostForwarders} forwarders");
            }

            var target = ImportTarget.Of(import, drivers);
            if (target.Export is { Forwarder: { } further })
            {
                forwarder = further;
                continue;
            }

            return target.Kind == ImportTargetKind.None
                ? Broken(import, links, IsThere(import.Module, drivers) ? $"{import.Module} has no such export" : $"{import.Module} is not loaded")
                : new ImportChain(target, import) { Links = [.. links] };
        }
    }

    private static ImportChain Broken(PeImport last, List<string> links, string why) => new(default, last) { Links = [.. links], Break = why };

    private static bool IsThere(string module, IEnumerable<IExporter> drivers) => SystemRoutines.IsOfKernel(module) || drivers.Any(driver => driver.Module == module);

    private static string TextOf(PeImport import) => $"{import.Module}!{import.Symbol}";

    private static PeImport? Forwarded(string forwarder)
    {
        var dot = forwarder.LastIndexOf('.');
        if (dot <= 0 || dot == forwarder.Length - 1)
        {
            return null;
        }

        var (module, symbol) = (ModuleOf(forwarder[..dot].ToLowerInvariant()), forwarder[(dot + 1)..]);
        return symbol[0] != '#' ? new PeImport(module, symbol, 0, 0, IsDelayed: false)
            : ushort.TryParse(symbol.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? new PeImport(module, null, ordinal, 0, IsDelayed: false)
            : null;
    }

    private static string ModuleOf(string name) => name switch
    {
        "ntoskrnl" => Ddi.KernelModule,
        "hal" => SystemRoutines.HalModule,
        _ => name + IDriverSource.Extension,
    };
}

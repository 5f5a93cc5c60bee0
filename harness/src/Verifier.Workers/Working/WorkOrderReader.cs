using System.Collections.Immutable;
using Verifier.Binaries.Checking;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;
using Verifier.Workers.Loading;
using Verifier.Workers.Messages;
using Verifier.Workers.Running;

namespace Verifier.Workers.Working;

/// <summary>Writes and reads work orders: the worker gets at the same script and the same build of the driver, or refuses.</summary>
internal sealed class WorkOrderReader
{
    private static readonly ExploreSettings s_unused = new() { Strategies = ExploreStrategies.None };
    private readonly Dictionary<string, IReadOnlyList<DriverSourceFile>> _files = [];
    private readonly Dictionary<(string Assemblies, string Type), DriverUnderTest> _models = [];
    private readonly Dictionary<string, DriverUnderTest> _beside = new(StringComparer.Ordinal);

    /// <summary>The order for a target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="fullPath">Makes full paths of those that a user gave.</param>
    /// <param name="assemblies">Full paths of assemblies of models.</param>
    /// <param name="symbolFolders">Full paths of folders with symbols of compiled drivers.</param>
    public static WorkOrder Order(
        ExplorationTarget target, Func<string, string> fullPath, IEnumerable<string> assemblies, ImmutableArray<string> symbolFolders) => new()
        {
            ScriptFile = fullPath(target.ScriptFile ?? target.Script.Path),
            ScriptPath = target.Script.Path,
            ScriptHash = target.Script.Hash,
            Assemblies = target.Driver.IsCompiled ? [target.Driver.TypeName] : [.. assemblies],
            OtherAssemblies = [.. assemblies.Where(path => !CompiledLoader.IsCompiled(path))],
            SymbolFolders = symbolFolders,
            Driver = target.Driver.Name,
            DriverType = target.Driver.TypeName,
            BuildHash = target.Driver.BuildHash,
            Stubs = [.. target.Driver.Stubs.Select(stub => stub.ToString())],
            Seed = target.Golden.Seed,
            Variation = VariationText.Write(target.Golden.Variation),
        };

    /// <summary>The target, read again; models are loaded once.</summary>
    /// <param name="order">The order.</param>
    /// <param name="warn">Gets what is not as it should be with a compiled driver that is read for the first time.</param>
    /// <exception cref="RefusalException">The script or the driver is not the same any more.</exception>
    public ExplorationTarget Read(WorkOrder order, Action<string> warn)
    {
        var script = ScenarioLoader.ReadAll([new ScenarioFile(order.ScriptFile, order.ScriptPath)], _ => { })[0];
        if (script.Hash != order.ScriptHash)
        {
            throw RefusalException.Request($"{order.ScriptPath} was changed while it was explored; give the command again");
        }

        var driver = DriverOf(order, script, warn);
        if (driver?.BuildHash != order.BuildHash)
        {
            throw RefusalException.Request($"the driver {order.Driver} was built again while it was explored; give the command again");
        }

        if (driver!.RunsCompiledCode && HostCheck.Report.Problem is { } problem)
        {
            throw new RefusalException(RefusalReason.System, $"{driver.Name} cannot be run: {problem}");
        }

        var variation = VariationText.Parse(order.Variation) ?? throw new InvalidDataException("A work order names no variation.");
        driver = driver with { Stubs = ImportStubs.Read(order.Stubs) };
        return new ExplorationTarget(Planner.Make(script, driver, order.Seed, variation), s_unused);
    }

    /// <summary>Makes models and keeps them: who asks for one of them later gets the same.</summary>
    /// <param name="assemblies">The assemblies; they are loaded once.</param>
    /// <param name="warn">Gets what is not as it should be.</param>
    /// <param name="making">What to make.</param>
    public IReadOnlyList<DriverUnderTest> Make(ImmutableArray<string> assemblies, Action<string> warn, ModelMaking making) =>
        Make(assemblies, [], warn, making);

    private IReadOnlyList<DriverUnderTest> Make(
        ImmutableArray<string> assemblies, ImmutableArray<string> symbolFolders, Action<string> warn, ModelMaking making)
    {
        var folder = Directory.GetCurrentDirectory();
        var key = KeyOf(folder, assemblies, symbolFolders);
        if (!_files.TryGetValue(key, out var loaded))
        {
            loaded = ModelLoader.Files(folder, assemblies, symbolFolders);
            _files.Add(key, loaded);
        }

        var models = ModelLoader.Make(loaded, warn, making);
        foreach (var model in models)
        {
            _models[(key, model.TypeName)] = model;
        }

        return models;
    }

    private DriverUnderTest? DriverOf(WorkOrder order, ScenarioScript script, Action<string> warn)
    {
        var folder = Path.GetDirectoryName(order.ScriptFile)!;
        var beside = new DriversBeside(folder, file => file, order.SymbolFolders, () => Make(order.OtherAssemblies, order.SymbolFolders, warn, new ModelMaking()));

        // Kept for as long as nothing of it is built again: each reading of a file is another driver to the machine.
        var key = $"{order.ScriptHash} {order.DriverType} {order.Driver} {order.BuildHash}";
        if (!script.Scenario.With.IsEmpty && _beside.TryGetValue(key, out var known))
        {
            return known;
        }

        var driver = DriverAlone(order, warn) is { } alone ? beside.Give(alone, script.Scenario) : null;
        if (driver?.BuildHash == order.BuildHash && !driver!.With.IsEmpty)
        {
            _beside[key] = driver;
        }

        return driver;
    }

    private DriverUnderTest? DriverAlone(WorkOrder order, Action<string> warn)
    {
        var key = KeyOf(Directory.GetCurrentDirectory(), order.Assemblies, order.SymbolFolders);
        if (_models.TryGetValue((key, order.DriverType), out var known) && known.Name == order.Driver)
        {
            if (!known.IsCompiled || known.BuildHash == order.BuildHash)
            {
                return known;
            }

            // Built again between two commands, while this worker waited.
            _files.Remove(key);
        }

        var making = new ModelMaking { Wanted = order.DriverType.Length > 0 ? type => type == order.DriverType : null };
        return Make(order.Assemblies, order.SymbolFolders, warn, making).FirstOrDefault(model => model.Name == order.Driver);
    }

    private static string KeyOf(string folder, ImmutableArray<string> assemblies, ImmutableArray<string> symbolFolders) =>
        string.Join('\0', assemblies.Select(path => Path.GetFullPath(path, folder)).Append(string.Empty).Concat(symbolFolders));
}

using Verifier.Cli.Exploring;
using Verifier.Cli.Loading;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Isolation;

/// <summary>Writes and reads work orders: the worker gets at the same script and the same build of the driver, or refuses.</summary>
internal sealed class WorkOrderReader
{
    private static readonly ExploreSettings s_unused = new() { Strategies = ExploreStrategies.None };
    private IReadOnlyList<DriverUnderTest>? _models;

    /// <summary>The order for a target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="fullPath">Makes full paths of those that a user gave.</param>
    /// <param name="assemblies">Full paths of assemblies of models.</param>
    public static WorkOrder Order(ExplorationTarget target, Func<string, string> fullPath, IEnumerable<string> assemblies) => new()
    {
        ScriptFile = fullPath(target.Script.Path),
        ScriptPath = target.Script.Path,
        ScriptHash = target.Script.Hash,
        Assemblies = [.. assemblies],
        Driver = target.Driver.Name,
        BuildHash = target.Driver.BuildHash,
        Seed = target.Golden.Seed,
        Variation = VariationText.Write(target.Golden.Variation),
    };

    /// <summary>The target, read again; models are loaded once.</summary>
    /// <exception cref="CliException">The script or the driver is not the same any more.</exception>
    public ExplorationTarget Read(WorkOrder order)
    {
        var script = ScenarioLoader.ReadAll([new ScenarioFile(order.ScriptFile, order.ScriptPath)], _ => { })[0];
        if (script.Hash != order.ScriptHash)
        {
            throw CliException.Usage($"{order.ScriptPath} was changed while it was explored; give the command again");
        }

        _models ??= ModelLoader.Load(Surroundings(), order.Assemblies, _ => { });
        var driver = _models.FirstOrDefault(model => model.Name == order.Driver);
        if (driver?.BuildHash != order.BuildHash)
        {
            throw CliException.Usage($"the driver {order.Driver} was built again while it was explored; give the command again");
        }

        var variation = VariationText.Parse(order.Variation) ?? throw new InvalidDataException("A work order names no variation.");
        return new ExplorationTarget(script, driver!, s_unused, Planner.Make(script, driver!, order.Seed, variation));
    }

    /// <summary>What a worker loads models in: relative paths start where the program's do.</summary>
    public static CliHost Surroundings() => new()
    {
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        WorkingFolder = Directory.GetCurrentDirectory(),
        Interruption = new Interruption(),
    };
}

using System.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Surroundings;
using Verifier.Tests.Kernel.Io;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>The kernel's own bookkeeping accuses no correct driver, and hides no flawed one, under every strategy.</summary>
public sealed class BookkeepingTests
{
    private const long Later = 10 * 10_000;
    private const string WholeLife = "workload: [load, start, remove, unload]";
    private const string Again = "workload: [load, start, remove, start, remove, unload]";
    private const string NoUnload = "workload: [load, start, remove, { advance: 1s }]";
    private const string EndsAtRemove = "workload: [load, start, remove]";

    [TestCase(WholeLife)]
    [TestCase("verifier: standard\n" + WholeLife)]
    public void Driver_that_gives_back_without_a_look_at_the_status_is_quiet(string body) =>
        Assert.That(Explore(() => BookkeepingModels.GivingBack(), body).Groups, Is.Empty);

    [Test]
    public void Calls_that_give_back_are_no_fault_points()
    {
        var outcome = Explore(() => BookkeepingModels.GivingBack(), WholeLife);
        Assert.That(
            outcome.Golden.Points.Select(p => p.Ddi).Where(d => d is "IoSetDeviceInterfaceState" or "IoWMIRegistrationControl"),
            Is.EqualTo(new[] { "IoSetDeviceInterfaceState", "IoWMIRegistrationControl" }),
            "enabling and registering");
    }

    [Test]
    public void Registration_that_is_never_given_back_is_a_leak() =>
        Assert.That(Kinds(() => BookkeepingModels.GivingBack(forgetsWmi: true), WholeLife), Does.Contain(FindingKind.Leak));

    [TestCase(WholeLife)]
    [TestCase(Again)]
    [TestCase("verifier: standard\n" + WholeLife)]
    public void Bus_driver_that_reports_and_deletes_its_child_is_quiet(string body) =>
        Assert.That(Explore(() => BusTestDriver.Make().Model, body).Groups, Is.Empty);

    [TestCase(BusFlaw.NeverDeletesChild, FindingKind.Leak)]
    [TestCase(BusFlaw.ReferencesTwice, FindingKind.Leak)]
    [TestCase(BusFlaw.ReportsWithoutReference, FindingKind.BugCheck)]
    public void Bus_driver_that_mistreats_its_child_is_found(BusFlaw flaw, FindingKind kind) =>
        Assert.That(Kinds(() => BusTestDriver.Make(flaw).Model, WholeLife), Does.Contain(kind));

    [TestCase(0L, WholeLife)]
    [TestCase(Later, WholeLife)]
    [TestCase(Later, Again)]
    [TestCase(0L, EndsAtRemove)]
    [TestCase(Later, EndsAtRemove)]
    [TestCase(Later, NoUnload)]
    [TestCase(Later, "verifier: standard\n" + WholeLife)]
    public void Work_item_that_frees_itself_after_REMOVE_is_no_leak(long delay, string body) =>
        Assert.That(Explore(() => BookkeepingModels.FarewellInWorkItem(delay), body).Groups, Is.Empty);

    [TestCase(0L, WholeLife)]
    [TestCase(Later, WholeLife)]
    [TestCase(0L, EndsAtRemove)]
    [TestCase(Later, NoUnload)]
    public void What_the_work_item_forgets_is_a_leak(long delay, string body) =>
        Assert.That(Kinds(() => BookkeepingModels.FarewellInWorkItem(delay, forgetsContext: true), body), Does.Contain(FindingKind.Leak));

    private static IEnumerable<FindingKind> Kinds(Func<DriverModel> create, string body) =>
        Explore(create, body).Groups.Select(g => g.Exemplar.Kind);

    private static CampaignOutcome Explore(Func<DriverModel> create, string body)
    {
        var driver = new DriverUnderTest(create().Name, string.Empty, "0", "Tests", StacksAreStable: true, create);
        var text = $"scenario: test\ndrivers: [\"*\"]\n{body}\n";
        var document = ScenarioReader.Read("test.yaml", Encoding.UTF8.GetBytes(text), KernelNames.Instance, new ScenarioFolder("."));
        Assert.That(document.Diagnostics, Is.Empty);
        using var runner = new ScenarioRunner();
        var plan = Planner.Make(new ScenarioScript(document.Scenario!, "test.yaml", document.ContentHash), driver);
        return new Explorer(runner, plan).Explore(new ExploreSettings { Strategies = ExploreStrategies.All });
    }
}

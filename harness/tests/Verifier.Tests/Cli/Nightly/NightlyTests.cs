using System.Text.RegularExpressions;
using Verifier.Cli.Canaries;
using Verifier.Cli.Host;
using Verifier.Cli.Results;
using Verifier.Cli.Running;
using Verifier.History.Storing;
using Verifier.Tests.Cli.Loading;

namespace Verifier.Tests.Cli.Nightly;

/// <summary><c>nightly</c> from the command line to its exit code, night after night.</summary>
public sealed class NightlyTests : NightFixture
{
    [Test]
    public void Story_of_five_nights()
    {
        // Clean; a defect is planted; it is mended; its scenario is not run; it is planted again.
        Build("mended", isFlawed: false);
        Build("flawed", isFlawed: true);
        Build("other", isFlawed: false, name: "other");
        var first = Night("mended", "fast");
        var second = Night("flawed", "fast");
        var third = Night("mended", "fast");
        var fourth = Night("other", "slow");
        var fifth = Night("flawed", "fast");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Code, TransitionsOf(first)), Is.EqualTo((ExitCode.Ok, string.Empty)));
            Assert.That((second.Code, TransitionsOf(second)), Is.EqualTo((ExitCode.Unexpected, "new leak")));
            Assert.That((third.Code, TransitionsOf(third)), Is.EqualTo((ExitCode.Ok, "fixed leak")));
            Assert.That((fourth.Code, TransitionsOf(fourth)), Is.EqualTo((ExitCode.Ok, string.Empty)));
            Assert.That((fifth.Code, TransitionsOf(fifth)), Is.EqualTo((ExitCode.Unexpected, "regressed leak")));
        }
    }

    [Test]
    public void Finding_whose_scenario_is_not_run_is_not_fixed()
    {
        Build("flawed", isFlawed: true);
        Build("other", isFlawed: false, name: "other");
        Night("flawed", "fast");
        var second = Night("other", "slow");
        Assert.That((second.Code, TransitionsOf(second)), Is.EqualTo((ExitCode.Ok, "not-run leak")));
    }

    [Test]
    public void New_finding_has_a_minimal_scenario_and_an_expected_one_has_none()
    {
        Build("flawed", isFlawed: true);
        var night = Sandbox.Run("nightly", "s", "--class", "fast", "--drivers", "flawed.dll", "-o", "night");
        var shown = Regex.Match(night.Out, @"\n    minimal: night/(minimal/\S+\.yaml)\n");
        Assert.That(shown.Success, night.Out + night.Error);
        Assert.That(Sandbox.Run("run", $"night/{shown.Groups[1].Value}", "--drivers", "flawed.dll").Code, Is.EqualTo(ExitCode.Unexpected), "a regression: red until the driver is mended");
        Build("mended", isFlawed: false);
        Assert.That(Sandbox.Run("run", $"night/{shown.Groups[1].Value}", "--drivers", "mended.dll").Code, Is.EqualTo(ExitCode.Ok), "and green from then on");

        Sandbox.Write("s/fast/loads.yaml", "scenario: loads\ndrivers: [\"*\"]\nworkload: [load, unload]\nexpect:\n  - { finding: leak }\n");
        Assert.That(Sandbox.Run("nightly", "s", "--class", "fast", "--drivers", "flawed.dll", "-o", "other").Out, Does.Not.Contain("minimal"));
        Assert.That(Directory.Exists(Path.Combine(Sandbox.Folder, "other", "minimal")), Is.False);
    }

    [TestCase("any", 2)]
    [TestCase("new", 0)]
    [TestCase("regressed", 0)]
    public void Finding_that_is_still_there_fails_a_night_that_fails_on_any(string failOn, int expected)
    {
        Build("flawed", isFlawed: true);
        Night("flawed", "fast");
        Assert.That(Night("flawed", "fast", "--fail-on", failOn).Code, Is.EqualTo((ExitCode)expected));
    }

    [Test]
    public void Missed_canary_ends_the_night_before_any_driver_is_judged()
    {
        var leak = Canary.All().Single(c => c.Script.Scenario.Name == "canary-leak");
        using var blind = new CliSandbox { Canaries = () => [leak with { Flawed = leak.Sound }] };
        Nightling.Compile(blind, "flawed", isFlawed: true);
        blind.Write("s/fast/loads.yaml", "scenario: loads\ndrivers: [\"*\"]\nworkload: [load]\n");
        var night = blind.Run("nightly", "s", "--drivers", "flawed.dll");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Code, Is.EqualTo(ExitCode.Untrusted));
            Assert.That(night.Out, Does.StartWith("night 1: NOT TRUSTED. Results of this version cannot be trusted"));
            Assert.That(night.Out, Does.Contain("runs: 0 of 0 done"));
            Assert.That(night.Error, Does.StartWith("error: Results of this version cannot be trusted"));
        }
    }

    [Test]
    public void Text_says_trust_first_and_has_a_replay_line_for_what_is_new()
    {
        Build("flawed", isFlawed: true);
        var night = Sandbox.Run("nightly", "s", "--class", "fast", "--drivers", "flawed.dll");
        var lines = night.Out.Split('\n');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines[0], Is.EqualTo("night 1"));
            Assert.That(lines[1], Does.Match("^canaries: (\\d+) of \\1 canaries found(; 3 left out: compiled drivers .+)?$"));
            Assert.That(night.Out, Does.Contain("\nnew: 1\n  nightling: leak: ").And.Contains("    replay: dotnet verifier replay --drivers flawed.dll vr3."));
        }
    }

    [Test]
    public void Lists_show_the_nights_and_the_findings()
    {
        Build("flawed", isFlawed: true);
        Night("flawed", "fast");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Sandbox.Run("list", "nights").Out, Does.Contain("ended  yes"));
            Assert.That(Sandbox.Run("list", "findings").Out, Does.Contain("nightling").And.Contains("leak"));
        }
    }

    [Test]
    public void History_of_an_earlier_version_can_be_read()
    {
        Database.Open(Path.Combine(Sandbox.Folder, "old.db"), canWrite: true, TimeSpan.FromSeconds(1), Schema.Steps[..1]).Dispose();
        var nights = Sandbox.Run("list", "nights", "--db", "old.db");
        Assert.That((nights.Code, nights.Error), Is.EqualTo((ExitCode.Ok, string.Empty)));
    }

    [Test]
    public void Class_that_no_folder_has_selects_nothing()
    {
        Build("mended", isFlawed: false);
        Assert.That(Sandbox.Run("nightly", "s", "--class", "rare", "--drivers", "mended.dll").Code, Is.EqualTo(ExitCode.NothingSelected));
    }

    [Test]
    public void Results_are_a_line_for_each_run_and_each_campaign()
    {
        Build("flawed", isFlawed: true);
        Sandbox.Write("reports/nightly/results.ndjson", "of another night");
        Night("flawed", "fast");
        var lines = Sandbox.Read("reports/nightly/results.ndjson").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(2));
        Assert.That(lines[0], Does.StartWith($"{{\"schema\":\"{RunJson.Version}\",\"scenario\":\"loads\"").And.Contains("\"verdict\":\"pass\""));
        Assert.That(lines[1], Does.StartWith($"{{\"schema\":\"{CampaignJson.Version}\",\"scenario\":\"loads\"").And.Contains("\"verdict\":\"surprise\""));
    }

    // Which of two scenarios is done first is chance; the finding is a planted one in either.
    [TestCase("a-plants", "b-meets")]
    [TestCase("b-plants", "a-meets")]
    public void Finding_that_one_scenario_expects_is_expected_where_another_meets_it(string plants, string meets)
    {
        Build("flawed", isFlawed: true);
        Sandbox.Write($"s/rare/{plants}.yaml", $"scenario: {plants}\ndrivers: [\"*\"]\nworkload: [load]\nexplore: {{ how: each }}\nexpect: [{{ finding: leak }}]\n");
        WriteScript("rare", meets, "the same driver\n");
        var night = Sandbox.Run("nightly", "s", "--class", "rare", "--drivers", "flawed.dll");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Code, Is.EqualTo(ExitCode.Ok));
            Assert.That(night.Out, Does.Contain("\nnew: 0 (and 1 expected or benign)\n"));
            Assert.That(Sandbox.Run("list", "findings").Out, Does.Match("nightling +leak +yes"));
        }
    }

    [TestCase("expect: [{ driver: \"*\", finding: leak }]", "expected a finding")]
    [TestCase("faults: [{ fail: ExAllocatePoolWithTag, when: { nth: 1 } }]\nexpect: [{ driver: \"*\", outcome: absorbed }]", "expected every fault to be absorbed")]
    public void What_a_script_expects_in_vain_fails_a_night(string more, string surprise)
    {
        Build("mended", isFlawed: false);
        Sandbox.Write("s/rare/hopes.yaml", $"scenario: hopes\ndrivers: [\"*\"]\nworkload: [load]\n{more}\n");
        var night = Night("mended", "rare");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((night.Code, TransitionsOf(night)), Is.EqualTo((ExitCode.Unexpected, string.Empty)));
            Assert.That(Sandbox.Read("reports/nightly/results.ndjson"), Does.Contain(surprise));
        }
    }

    [Test]
    public void Budget_holds_for_scripts_that_explore_by_themselves()
    {
        Build("flawed", isFlawed: true);
        Sandbox.Write("s/rare/own.yaml", "scenario: own\ndrivers: [\"*\"]\nworkload: [load]\nexplore: { how: each }\n");
        Night("flawed", "rare", "--budget-runs", "1");
        Assert.That(Sandbox.Read("reports/nightly/results.ndjson"), Does.Contain("\"outOfBudget\":1"));
    }

    // A finding without an injected fault is not yet a driver that fails without one: memory may really have run short.
    [Test]
    public void Night_ends_with_code_4_only_where_a_target_is_broken()
    {
        ModelCompiler.Compile(Path.Combine(Sandbox.Folder, "forgetful.dll"), Source("Forgetful", """
            var first = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 8192, new PoolTag(0x74676E4E));
            if (first.IsNull) return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
            var second = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 65536, new PoolTag(0x74676E4E));
            if (second.IsNull) return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
            ExFreePoolWithTag(second, new PoolTag(0x74676E4E));
            ExFreePoolWithTag(first, new PoolTag(0x74676E4E));
            return NTSTATUS.STATUS_SUCCESS;
            """));
        Sandbox.Write("s/short/runs-short.yaml", "scenario: runs-short\ndrivers: [\"*\"]\nworkload: [load]\nexplore: exhaust\n");
        var night = Night("forgetful", "short", "--explore", "exhaust");
        Assert.That((night.Code, TransitionsOf(night)), Is.EqualTo((ExitCode.Unexpected, "new leak")));

        ModelCompiler.Compile(Path.Combine(Sandbox.Folder, "broken.dll"), Source("Broken", """
            var block = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, new PoolTag(0x74676E4E));
            ExFreePoolWithTag(block, new PoolTag(0x74676E4E));
            ExFreePoolWithTag(block, new PoolTag(0x74676E4E));
            return NTSTATUS.STATUS_SUCCESS;
            """));
        Assert.That(Night("broken", "short", "--db", "h2.db").Code, Is.EqualTo(ExitCode.FailsWithoutFault));
    }

    private static string Source(string type, string entry) =>
        $$"""
        using Verifier.Kernel;
        public sealed class {{type}} : DriverModel
        {
            public override string Name => "{{type}}";
            public override NTSTATUS DriverEntry(DriverObject driver, UnicodeString path)
            {
                {{entry}}
            }
        }
        """;
}

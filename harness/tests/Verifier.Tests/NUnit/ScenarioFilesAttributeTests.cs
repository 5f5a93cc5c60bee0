using NUnit.Framework.Internal;
using Verifier.Drivers.ArrayCache;
using Verifier.NUnit;

namespace Verifier.Tests.NUnit;

/// <summary>The cases that a test gets from scenario files.</summary>
public sealed class ScenarioFilesAttributeTests
{
    [Test]
    public void Case_is_a_driver_in_a_scenario_with_a_name_that_says_so()
    {
        var cases = Build(Library("scenarios/fast/update-array.yaml"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cases.Select(c => c.Name), Has.Member("update-array(array-cache-naive)").And.Member("update-array(array-cache-swap)"));
            Assert.That(cases.Select(c => c.Properties.Get("Driver")), Has.Member("array-cache-naive"));
            Assert.That(cases.Select(c => c.Properties.Get("Scenario")), Has.All.EqualTo("update-array"));
            Assert.That(cases.Select(c => c.Properties.Get("File")), Has.All.EqualTo("scenarios/fast/update-array.yaml"));
            Assert.That(cases.Select(c => c.Properties.Get(PropertyNames.Category)), Has.All.EqualTo("fast"));
        }
    }

    [Test]
    public void Names_of_the_whole_library_are_unique_and_the_same_each_time()
    {
        var names = Build(Library("scenarios/**")).Select(c => c.FullName).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(names, Is.Unique);
            Assert.That(names, Has.Count.GreaterThan(100));
            Assert.That(Build(Library("scenarios/**")).Select(c => c.FullName), Is.EqualTo(names));
        }
    }

    [Test]
    public void Driver_glob_keeps_some()
    {
        var cases = Build(new ScenarioFilesAttribute("scenarios/fast/update-array.yaml") { DriversOf = typeof(ArrayCacheSwap), Driver = "*-swap" });
        Assert.That(cases.Select(c => c.Name), Is.EqualTo(new[] { "update-array(array-cache-swap)" }));
    }

    [TestCase("scenarios/fast/no-such-*")]
    [TestCase("nowhere/**")]
    public void Nothing_that_matches_is_a_case_that_fails(string files)
    {
        var only = Build(Library(files)).Single();
        var message = Failure((ScenarioCase)only.Arguments[0]!);
        Assert.That(message, Does.Contain(files).And.Contains("No scenario file matches"));
    }

    [Test]
    public void Broken_file_is_a_case_that_fails_with_its_errors()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "broken-scenarios");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "bad.yaml"), "scenario: bad\ndrivers: [a]\nworklode: []\n");
        var only = Build(Library("broken-scenarios/*")).Single();
        Assert.That(Failure((ScenarioCase)only.Arguments[0]!), Does.Contain("broken-scenarios/bad.yaml(3,1)").And.Contains("worklode"));
    }

    private static ScenarioFilesAttribute Library(string files) => new(files) { DriversOf = typeof(ArrayCacheSwap) };

    private static List<TestMethod> Build(ScenarioFilesAttribute attribute)
    {
        return [.. attribute.BuildFrom(new MethodWrapper(typeof(Target), nameof(Target.Takes)), null)];
    }

    private static string Failure(ScenarioCase one)
    {
        var result = Does.GoAsExpected.ApplyTo(one);
        using var writer = new TextMessageWriter();
        result.WriteMessageTo(writer);
        Assert.That(result.IsSuccess, Is.False);
        return writer.ToString();
    }

    /// <summary>What a team's fixture looks like to the attribute.</summary>
    public static class Target
    {
        /// <summary>The method that gets the cases.</summary>
        public static void Takes(ScenarioCase one) => Assert.That(one, Is.Not.Null);
    }
}

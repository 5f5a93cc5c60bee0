using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;

namespace Verifier.NUnit;

/// <summary>
/// Gives a test one case for each scenario file and each driver that the file names: <c>[ScenarioFiles("scenarios/fast/**")]</c> on a method
/// with one parameter of type <see cref="ScenarioCase"/>. Names are <c>scenario(driver)</c>, the same at every discovery; the file's folder is the
/// category; scenario, driver, file and system are properties.
/// </summary>
/// <remarks>
/// The folder before the first wildcard is looked for beside the test assembly and then in each folder above it. A file that cannot be read
/// is a case that fails with its errors, so that nothing is skipped unseen.
/// </remarks>
/// <param name="files">A path with <c>*</c> and <c>**</c>, with forward slashes: both stand for any text.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScenarioFilesAttribute(string files) : NUnitAttribute, ITestBuilder, IImplyFixture
{
    private readonly NUnitTestCaseBuilder _builder = new();

    /// <summary>The path as given.</summary>
    public string Files => files;

    /// <summary>
    /// A type of the assembly that holds the driver models; null for all models of the test assembly and of the assemblies that it references.
    /// </summary>
    public Type? DriversOf { get; init; }

    /// <summary>
    /// Only drivers whose names match; <c>*</c> unless set. Or the path of a compiled driver (<c>build/mydriver.sys</c>), which begins beside the test
    /// assembly or in a folder above it: it takes the place of the drivers that the scenarios name.
    /// </summary>
    public string Driver { get; init; } = "*";

    /// <summary>
    /// Imports of compiled drivers that are not modelled, each as <c>NAME=VALUE</c> (a number or a status): their calls are answered so instead of
    /// ending the run.
    /// </summary>
    public string[] Stubs { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<TestMethod> BuildFrom(IMethodInfo method, Test? suite)
    {
        ArgumentNullException.ThrowIfNull(method);
        var cases = ScenarioCase.Find(files, Driver, DriverModels.Of(DriversOf, method.TypeInfo.Assembly), Stubs).ToList();
        if (cases.Count == 0)
        {
            cases.Add(ScenarioCase.Broken(files, $"No scenario file matches \"{files}\" with a driver \"{Driver}\"; the path starts beside the test assembly or above it."));
        }

        foreach (var one in cases)
        {
            var parameters = new TestCaseParameters([one]) { TestName = one.ToString() };
            parameters.Properties.Set("Scenario", one.Scenario);
            parameters.Properties.Set("Driver", one.Driver);
            parameters.Properties.Set("File", one.File);
            parameters.Properties.Set("System", one.System);
            parameters.Properties.Add(PropertyNames.Category, one.Category);
            yield return _builder.BuildTestMethod(method, suite, parameters);
        }
    }
}

using System.Text.Json;

namespace Verifier.Acceptance.Report;

/// <summary>Report goals G4 and G5: every view is accessible and bounded, in both themes, wide and narrow, small and large.</summary>
[NonParallelizable]
public sealed class AccessibilityTests
{
    private const int NodesMax = 3000;

    private ReportFixture _report = null!;

    [OneTimeSetUp]
    public async Task Start() => _report = await ReportFixture.Start();

    [OneTimeTearDown]
    public async Task Stop() => await (_report?.DisposeAsync() ?? ValueTask.CompletedTask);

    [Test]
    public async Task View_any_has_no_violation_and_fits(
        [Values(0, 1, 40, 100_000)] int runs, [Values(1280, 400)] int width, [Values] bool isDark)
    {
        var page = await _report.Browser.Open(_report.Synthetic(runs), look: new PageLook { Width = width, IsDark = isDark });
        await page.EvaluateAsync(Axe() + ";0");
        using (Assert.EnterMultipleScope())
        {
            foreach (var view in await ReportFixture.Views(page))
            {
                await ReportFixture.Show(page, view);
                var found = await page.EvaluateAsync<JsonElement>(
                    "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map((v) => `${v.id}: ${v.nodes[0].html}`)");
                Assert.That(found.EnumerateArray().Select(v => v.GetString()), Is.Empty, view);
                Assert.That(await page.EvaluateAsync<int>("() => document.querySelectorAll('*').length"), Is.LessThanOrEqualTo(NodesMax), view);
                Assert.That(
                    await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero, $"{view} is too wide");
            }
        }

        await page.Context.CloseAsync();
    }

    private static string Axe()
    {
        using var reader = new StreamReader(typeof(AccessibilityTests).Assembly.GetManifestResourceStream("axe.min.js")!);
        return reader.ReadToEnd();
    }
}

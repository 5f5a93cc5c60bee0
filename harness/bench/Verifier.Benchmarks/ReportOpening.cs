using System.Globalization;
using Microsoft.Playwright;
using Verifier.Benchmarks.Tables;
using Verifier.Reporting;
using Verifier.Tests.Reporting;

namespace Verifier.Benchmarks;

/// <summary>
/// The page in the machine's Chromium, from disk, nothing cached: until it is ready, and what a filter, a sort and another view cost then
/// (report goals G1 and G3), with the longest time for which the page did not answer. The browser is where <c>VERIFIER_CHROMIUM</c> says, or Debian's.
/// </summary>
internal static class ReportOpening
{
    private const int Rounds = 10;
    private const double NanosecondsOfOne = 1e6;

    private static readonly (string Name, string Script)[] s_steps =
    [
        ("open until ready", "() => performance.getEntriesByName('ready')[0].startTime"),
        ("open the list of runs", Step("#/runs")),
        ("filter it", Step("#/runs?q=driver%3Adriver-0*%20!inconclusive%20Io")),
        ("sort it", Step("#/runs?sort=-calls")),
        ("go to the matrix", Step("#/matrix")),
        ("go to the fault sites", Step("#/sites")),
        ("longest task of these", "() => Math.max(0, ...tasks)"),
    ];

    // The browser tells of tasks above 50 ms; those before the page is ready are its opening.
    private const string Watch =
        "window.tasks = []; new PerformanceObserver((list) => { if (document.documentElement.dataset.ready !== undefined) "
        + "for (const task of list.getEntries()) tasks.push(task.startTime < performance.getEntriesByName('ready')[0].startTime ? 0 : task.duration); })"
        + ".observe({ type: 'longtask' });";

    public static Table Measure() => Run().GetAwaiter().GetResult();

    // Begins when what came before is painted, as a reader does.
    private static string Step(string hash) =>
        "async () => { for (let i = 0; i < 2; i++) await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))); "
        + "return new Promise((done) => { const began = performance.now(); addEventListener('hashchange', () => { document.body.offsetHeight; "
        + $"done(performance.now() - began); }}, {{ once: true }}); location.hash = '{hash}'; }}); }}";

    private static async Task<Table> Run()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("VERIFIER_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        });
        var rows = new List<Row>();
        foreach (var runs in new[] { 100_000, 1_000_000 })
        {
            rows.AddRange(await Measured(browser, runs));
        }

        return new Table($"The report in a browser (Chromium {browser.Version}), {Rounds} rounds, each in a new context", rows);
    }

    private static async Task<IEnumerable<Row>> Measured(IBrowser browser, int runs)
    {
        var folder = Directory.CreateTempSubdirectory("verifier-report-").FullName;
        ReportWriter.WriteAll(new SyntheticNight(runs).Make(), folder);
        var times = s_steps.Select(_ => new List<double>()).ToArray();

        // One round more than counted: the first reads everything from disk.
        for (var round = 0; round <= Rounds; round++)
        {
            await using var context = await browser.NewContextAsync();
            var page = await context.NewPageAsync();
            await page.AddInitScriptAsync(Watch);
            await page.GotoAsync(new Uri(Path.Combine(folder, ReportWriter.PageName)).AbsoluteUri);
            await page.WaitForSelectorAsync("html[data-ready]");
            for (var i = 0; i < s_steps.Length; i++)
            {
                var time = await page.EvaluateAsync<double>(s_steps[i].Script);
                times[i].AddRange(round > 0 ? [time * NanosecondsOfOne] : []);
            }
        }

        Directory.Delete(folder, recursive: true);
        return s_steps.Select((step, i) =>
        {
            times[i].Sort();
            var worst = string.Create(CultureInfo.InvariantCulture, $"{times[i][^1] / NanosecondsOfOne:0} ms at worst");
            return new Row($"{runs:N0} runs: {step.Name} ({worst})", times[i][times[i].Count / 2], times[i][0], null);
        });
    }
}

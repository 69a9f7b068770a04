using System.Globalization;
using Tollgate.Security;
using Tollgate.Security.Injection;

namespace Tollgate.Benchmarks.Security;

/// <summary>
/// Trains the linear model of the injection detector and prints what cross-validation says, in which a text is judged by a model that has
/// seen nothing of its family.
/// </summary>
internal static class InjectionTraining
{
    private const int Folds = 5;
    private const int Seed = 20261121;

    /// <summary>Trains; writes the weights if asked. Further folders are ordinary text that no model is trained on.</summary>
    public static void Run(string repository, string reference, bool writes, IEnumerable<string> unseen)
    {
        var random = new Random(Seed);
        var catalogue = InjectionCatalogue.Parse(File.ReadAllText(Path.Combine(repository, "catalog/security/injection.jsonl")));
        List<LabelledText> texts = [.. InjectionData.Reference(reference), .. InjectionData.Own(repository, random), .. InjectionData.Coding(repository, "coding text of this repository", random)];
        var reader = new InjectionDetector(catalogue, InjectionModel.Open([]));
        var open = new InjectionDetector(catalogue, InjectionModel.Open(InjectionTrainer.Vocabulary(texts, reader)));
        texts.ForEach(text => InjectionTrainer.Prepare(text, open));
        Fold(texts, random);
        var trainers = Enumerable.Range(0, Folds).Select(number => Learn(texts.Where(text => text.Fold != number), number)).ToArray();
        var scores = texts.ToDictionary(text => text, text => trainers[text.Fold].Best(text).Score);
        var user = InjectionCalibration.Of(scores.Where(pair => !InjectionTrainer.IsData(pair.Key)));
        var data = InjectionCalibration.Of(scores.Where(pair => InjectionTrainer.IsData(pair.Key)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"user {user}, data {data}"));
        var scanners = trainers.Select(trainer => new SecurityScanner(new InjectionDetector(catalogue, trainer.Model(user, data)))).ToArray();
        new InjectionReport(scanners, random).Print(texts, [.. unseen.SelectMany(folder => InjectionData.Coding(folder, "unseen " + Path.GetFileName(folder), random))]);
        if (writes)
        {
            File.WriteAllText(Path.Combine(repository, "catalog/security/injection-weights.txt"), Learn(texts, Folds).Model(user, data).Print());
        }
    }

    private static InjectionTrainer Learn(IEnumerable<LabelledText> texts, int number)
    {
        var trainer = new InjectionTrainer(new Random(Seed + number));
        trainer.Learn(texts);
        return trainer;
    }

    /// <summary>Families go to the parts in turn, the largest first, so that the parts are about as large.</summary>
    private static void Fold(List<LabelledText> texts, Random random)
    {
        var sizes = new int[Folds];
        foreach (var kind in texts.GroupBy(text => text.Family.Split(' ')[0] + text.IsHostile))
        {
            Array.Clear(sizes);
            foreach (var family in kind.GroupBy(text => text.Family).OrderByDescending(family => family.Count()).ThenBy(_ => random.Next()))
            {
                var fold = Array.IndexOf(sizes, sizes.Min());
                sizes[fold] += family.Count();
                foreach (var text in family)
                {
                    text.Fold = fold;
                }
            }
        }
    }
}

// Tables of RoutingKit's contraction hierarchy with pinned targets, on an extract and the places that the benchmark of roads left. RoutingKit
// knows junctions but no turns, so this is the cheaper half of our question.
#include <routingkit/contraction_hierarchy.h>
#include <routingkit/geo_position_to_node.h>
#include <routingkit/inverse_vector.h>
#include <routingkit/osm_simple.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sys/resource.h>
#include <vector>

static double cpu_seconds() {
    timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
    if (count != 3) {
        std::cerr << "usage: routingkit MAP.osm.pbf points.csv\n";
        return 2;
    }
    double began = cpu_seconds();
    auto graph = RoutingKit::simple_load_osm_car_routing_graph_from_pbf(arguments[1]);
    auto tail = RoutingKit::invert_inverse_vector(graph.first_out);
    std::cout << "import " << cpu_seconds() - began << " cpu s, " << graph.node_count() << " nodes, " << graph.arc_count() << " arcs\n";
    began = cpu_seconds();
    auto hierarchy = RoutingKit::ContractionHierarchy::build(graph.node_count(), tail, graph.head, graph.travel_time);
    std::cout << "hierarchy " << cpu_seconds() - began << " cpu s\n";

    RoutingKit::GeoPositionToNode nearest(graph.latitude, graph.longitude);
    std::vector<unsigned> places;
    std::ifstream points(arguments[2]);
    double lon, lat;
    char comma;
    while (points >> lon >> comma >> lat) {
        auto found = nearest.find_nearest_neighbor_within_radius(lat, lon, 1000);
        if (found.id != RoutingKit::invalid_id) {
            places.push_back(found.id);
        }
    }
    std::cout << places.size() << " places\n";
    for (size_t side : {100, 1000, 5000}) {
        side = std::min(side, places.size());
        double best = 1e9;
        unsigned long long sum = 0;
        for (int turn = 0; turn < 3; ++turn) {
            std::vector<unsigned> table(side * side);
            std::vector<unsigned> some(places.begin(), places.begin() + side);
            double start = cpu_seconds();
            RoutingKit::ContractionHierarchyQuery query(hierarchy);
            query.reset().pin_targets(some);
            for (size_t row = 0; row < side; ++row) {
                query.reset_source().add_source(some[row]).run_to_pinned_targets().get_distances_to_targets(&table[row * side]);
            }
            best = std::min(best, cpu_seconds() - start);
            sum = 0;
            for (unsigned cell : table) {
                sum += cell == RoutingKit::inf_weight ? 0 : cell;
            }
        }
        std::cout << "table " << side << ": " << best << " cpu s, mean " << sum / (side * side) / 1000 << " s\n";
    }
    rusage used;
    getrusage(RUSAGE_SELF, &used);
    std::cout << "peak " << used.ru_maxrss / 1024 << " MB\n";
}
